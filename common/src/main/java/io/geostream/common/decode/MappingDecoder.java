package io.geostream.common.decode;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Holds the place of the real one: weather only. */
public final class MappingDecoder implements Decoder {

  private final ReadingDecoder decoder;
  private final DecodedRows rows = new DecodedRows(2 + NumericField.ALL.size(), new byte[0]);

  private MappingDecoder(LongConsumer ignoredFields) {
    decoder = new ReadingDecoder(ignoredFields);
  }

  /** A decoder of values. */
  public static MappingDecoder ofValues(Mapping mapping, LongConsumer ignoredFields) {
    if (mapping.columns().size() != 2 + NumericField.ALL.size()) {
      throw new IllegalArgumentException("only weather");
    }
    return new MappingDecoder(ignoredFields);
  }

  @Override
  public @Nullable BadRecord decode(ConsumerRecord<byte[], byte[]> record) {
    if (!(decoder.decode(record.value()) instanceof Reading reading)) {
      return (BadRecord) decoder.decode(record.value());
    }
    rows.begin(record.value());
    rows.beginRow();
    rows.set(DecodedRows.TIME, reading.epochMicros());
    byte[] location = reading.locationId().getBytes(StandardCharsets.UTF_8);
    rows.set(1, rows.convert(location, 0, location.length));
    return null;
  }

  @Override
  public DecodedRows rows() {
    return rows;
  }
}

package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.reading.ReadingDecoder;
import io.geostream.common.reading.ReadingFields;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes of each record the one row of its reading. */
final class OneReading implements MessageDecoder {

  private final ReadingDecoder decoder;
  private final ReadingFields[] rows;

  OneReading(ReadingDecoder decoder) {
    this.decoder = decoder;
    this.rows = new ReadingFields[] {decoder.fields()};
  }

  @Override
  public @Nullable BadRecord decode(ConsumerRecord<byte[], byte[]> record) {
    return decoder.read(record.value());
  }

  @Override
  public ReadingFields[] rows() {
    return rows;
  }
}

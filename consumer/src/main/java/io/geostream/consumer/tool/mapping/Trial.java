package io.geostream.consumer.tool.mapping;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.Decoder;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Mapping;
import io.geostream.consumer.batch.AgeLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes sample messages into the rows or the dead letters that they would become. */
final class Trial {

  private final Decoder decoder;
  private final RowValues values;
  private final AgeLimits limits;
  private final long now;
  private long ignored;

  /**
   * @param limits for the rows' times
   * @param now in milliseconds since 1970
   */
  Trial(Mapping mapping, AgeLimits limits, long now) {
    this.decoder = MappingDecoder.ofValues(mapping, fields -> ignored += fields);
    this.values = new RowValues(mapping);
    this.limits = limits;
    this.now = now;
  }

  /**
   * What a message would be.
   *
   * @param line its number
   * @param rows none if it is a letter
   * @param ignored how many of its fields are not the mapping's
   * @param letter why it would be a dead letter, or null
   * @param ifSentNow why it would be one by its time if it were sent now, or null
   */
  record Tried(
      long line,
      List<List<RowValues.Value>> rows,
      long ignored,
      @Nullable BadRecord letter,
      @Nullable BadRecord ifSentNow) {}

  /**
   * Tries a message.
   *
   * @param line its number
   */
  Tried of(long line, byte[] value) {
    ignored = 0;
    BadRecord fault = decoder.decode(new ConsumerRecord<>("", 0, 0, null, value));
    if (fault != null) {
      return new Tried(line, List.of(), ignored, fault, null);
    }
    DecodedRows decoded = decoder.rows();
    List<List<RowValues.Value>> rows = new ArrayList<>();
    for (int row = 0; row < decoded.count(); row++) {
      rows.add(values.of(decoded, row));
    }
    return new Tried(line, rows, ignored, null, limits.check(decoder, now));
  }
}

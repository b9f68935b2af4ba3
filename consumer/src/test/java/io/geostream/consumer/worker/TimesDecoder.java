package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.reading.ReadingFields;
import io.geostream.consumer.batch.Records;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A message is the times of its rows, in microseconds since 1970; else it is bad. */
final class TimesDecoder implements MessageDecoder {

  private ReadingFields[] rows = {};

  /** The value of a message. */
  static byte[] value(long... times) {
    ByteBuffer value = ByteBuffer.allocate(times.length * Long.BYTES);
    for (long time : times) {
      value.putLong(time);
    }
    return value.array();
  }

  @Override
  public @Nullable BadRecord decode(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || record.value().length % Long.BYTES != 0) {
      return TestBatches.BAD;
    }
    ByteBuffer value = ByteBuffer.wrap(record.value());
    rows = new ReadingFields[value.remaining() / Long.BYTES];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Records.reading(value.getLong());
    }
    return null;
  }

  @Override
  public ReadingFields[] rows() {
    return rows;
  }
}

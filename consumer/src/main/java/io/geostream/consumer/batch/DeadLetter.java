package io.geostream.consumer.batch;

import io.geostream.common.decode.BadRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that is not going into the table, and why.
 *
 * @param record as it was polled
 * @param reason what is wrong with it
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, BadRecord reason) {

  /** Where the record is, for people: topic, partition and offset. */
  public String place() {
    return record.topic() + "-" + record.partition() + " at offset " + record.offset();
  }
}

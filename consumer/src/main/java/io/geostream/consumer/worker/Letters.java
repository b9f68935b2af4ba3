package io.geostream.consumer.worker;

import io.geostream.consumer.batch.DeadLetter;
import java.util.List;

/** Where bad records go. */
@FunctionalInterface
interface Letters {

  /**
   * Sends letters and waits until all are acknowledged or failed.
   *
   * @param unsent loses the letters that are acknowledged
   * @throws org.apache.kafka.common.KafkaException if one is not acknowledged
   */
  void send(List<DeadLetter> unsent);
}

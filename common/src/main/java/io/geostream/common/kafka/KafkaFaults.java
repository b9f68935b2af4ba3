package io.geostream.common.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;

/** Which of Kafka's faults pass by themselves. */
public final class KafkaFaults {

  private KafkaFaults() {}

  /**
   * Whether it passes: what Kafka calls retriable, and a broker that fails for a reason of its own.
   */
  public static boolean isPassing(@Nullable Throwable fault) {
    return fault instanceof RetriableException
        || fault instanceof UnknownServerException
        || fault instanceof BrokerNotAvailableException;
  }

  /**
   * The same once the brokers have accepted our credentials: one that restarts may refuse them
   * until it has loaded its own. Before, they are a setting that is wrong.
   */
  public static boolean isPassingOnceAccepted(@Nullable Throwable fault) {
    return isPassing(fault) || fault instanceof AuthenticationException;
  }
}

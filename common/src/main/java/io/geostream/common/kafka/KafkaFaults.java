package io.geostream.common.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;

/** Which of Kafka's faults pass by themselves. */
public final class KafkaFaults {

  private KafkaFaults() {}

  /** Whether it passes: what Kafka calls retriable, and a broker's internal error. */
  public static boolean isPassing(@Nullable Throwable fault) {
    return fault instanceof RetriableException
        || fault instanceof UnknownServerException
        || fault instanceof BrokerNotAvailableException;
  }

  /**
   * The same once the brokers have accepted our credentials: a restarting broker may refuse them
   * until it has loaded its users. Before that, a refusal means a wrong setting.
   */
  public static boolean isPassingOnceAccepted(@Nullable Throwable fault) {
    return isPassing(fault) || fault instanceof AuthenticationException;
  }
}

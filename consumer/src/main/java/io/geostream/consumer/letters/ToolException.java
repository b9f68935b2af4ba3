package io.geostream.consumer.letters;

import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.KafkaFaults;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;

/** Ends a tool with exit code 1; its message is the one line that a person needs. */
final class ToolException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int DEEPEST = 10;

  ToolException(String message) {
    super(message);
  }

  private ToolException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What a fault of a Kafka client means for the person who waits.
   *
   * @param letters the dead-letter topic
   * @param servers the brokers that were asked
   * @param probe looks at them
   */
  static ToolException of(KafkaException fault, String letters, String servers, BrokerProbe probe) {
    if (isCausedBy(fault, ApplicationRecoverableException.class)) {
      return new ToolException(
          "another replay of the letters in "
              + letters
              + " has begun, or this one stood still for too long: what it had not committed does not"
              + " count, and is left to the other one or to the next",
          fault);
    }
    if (isCausedBy(fault, KafkaFaults::isPassing)) {
      return new ToolException(
          "the brokers (" + servers + ") do not answer: " + probe.explain(fault), fault);
    }
    return new ToolException("the brokers (" + servers + ") refuse", fault);
  }

  /** Whether the fault or one of its causes is of a kind. */
  static boolean isCausedBy(Throwable fault, Class<? extends Throwable> kind) {
    return isCausedBy(fault, kind::isInstance);
  }

  private static boolean isCausedBy(Throwable fault, Predicate<Throwable> kind) {
    Throwable cause = fault;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      if (kind.test(cause)) {
        return true;
      }
    }
    return false;
  }
}

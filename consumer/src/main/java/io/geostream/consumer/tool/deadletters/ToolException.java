package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.Causes;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.KafkaFaults;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;

/** Ends a tool with exit code 1; its message is the one line that a person needs. */
final class ToolException extends Exception {

  private static final long serialVersionUID = 1L;

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
    if (Causes.any(fault, ApplicationRecoverableException.class::isInstance)) {
      return new ToolException(
          "another replay of the letters in "
              + letters
              + " has begun, or this one stood still for too long: what it had not committed does not"
              + " count, and is left to the other one or to the next",
          fault);
    }
    if (Causes.any(fault, KafkaFaults::isPassing)) {
      return new ToolException(
          "the brokers (" + servers + ") do not answer: " + probe.explain(fault), fault);
    }
    return new ToolException("the brokers (" + servers + ") refuse", fault);
  }
}

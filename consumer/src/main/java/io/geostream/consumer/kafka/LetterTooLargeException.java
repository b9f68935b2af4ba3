package io.geostream.consumer.kafka;

import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * A bad record that its dead-letter topic does not take. It is neither dropped nor skipped, so the
 * consumer has to stop.
 */
public final class LetterTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LetterTooLargeException(String topic, RecordTooLargeException cause) {
    super(
        "a bad record does not fit into %s: raise max.message.bytes of that topic, or give -K max.request.size a larger value"
            .formatted(topic),
        cause);
  }
}

package io.geostream.consumer.deadletter;

/**
 * The dead-letter topic, as it is set up, would lose letters or takes one not even cut. A bad
 * record is neither dropped nor skipped, so the consumer has to stop; the message says what to
 * change.
 */
public final class LetterTopicException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LetterTopicException(String message) {
    super(message);
  }
}

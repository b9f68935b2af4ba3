package io.geostream.consumer.deadletter;

/** The dead-letter topic is compacted, so that letters of one key would replace each other. */
public final class CompactedLettersException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CompactedLettersException(String topic, String policy) {
    super(
        "%s has cleanup.policy=%s, and would lose dead letters: give it cleanup.policy=delete, or name another topic with --dead-letter-topic"
            .formatted(topic, policy));
  }
}

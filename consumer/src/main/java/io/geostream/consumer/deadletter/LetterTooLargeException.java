package io.geostream.consumer.deadletter;

import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A bad record of which the dead-letter topic does not even take a cut letter. It is neither
 * dropped nor skipped, so the consumer has to stop.
 */
public final class LetterTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LetterTooLargeException(String topic, ConsumerRecord<byte[], byte[]> original) {
    super(
        String.format(
            Locale.ROOT,
            "%s-%d at offset %d is a bad record, and %s does not take even a cut letter of at most %d bytes: raise max.message.bytes of that topic, or max.request.size of this client",
            original.topic(),
            original.partition(),
            original.offset(),
            topic,
            LetterRecords.LARGEST_CUT));
  }
}

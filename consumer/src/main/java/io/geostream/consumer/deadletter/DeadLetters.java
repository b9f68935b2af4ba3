package io.geostream.consumer.deadletter;

import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.kafka.Answers;
import io.geostream.consumer.kafka.TopicInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends bad records to the dead-letter topic: key, value and headers as they were, byte for byte,
 * with headers that say where they came from and what is wrong. What is too large for that is sent
 * cut. Safe to use from any thread.
 */
public final class DeadLetters {

  /** All are answered once the flush returns: the producer's own timeout has passed by then. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final Producer<byte[], byte[]> producer;
  private final DeadLetterTopic topic;
  private final LetterRecords records;

  /**
   * @param group the consumer group that could not use the records
   * @param origin the topic that the records come from
   */
  public DeadLetters(
      Producer<byte[], byte[]> producer, DeadLetterTopic topic, String group, TopicInfo origin) {
    this.producer = producer;
    this.topic = topic;
    this.records = new LetterRecords(topic.name(), group, origin);
  }

  /**
   * Sends letters and waits until all are acknowledged or failed.
   *
   * @param unsent loses the letters that are acknowledged: what is left after a fault has to be
   *     sent again
   * @throws KafkaException if a letter is not acknowledged
   * @throws LetterTopicException if the topic takes a letter neither whole nor cut
   */
  public void send(List<DeadLetter> unsent) {
    if (unsent.isEmpty()) {
      return;
    }
    try {
      int partitions = topic.partitions();
      Outcome whole = send(unsent, letter -> records.whole(letter, partitions));
      Outcome cut = send(whole.tooLarge(), letter -> records.cut(letter, partitions));
      unsent.clear();
      unsent.addAll(whole.failed());
      unsent.addAll(cut.failed());
      unsent.addAll(cut.tooLarge());
      if (!cut.tooLarge().isEmpty()) {
        throw new LetterTopicException(
            "%s is a bad record, and %s does not take even a cut letter of at most %s bytes: raise max.message.bytes of that topic, or max.request.size of this client"
                .formatted(cut.tooLarge().get(0).place(), topic.name(), LetterRecords.LARGEST_CUT));
      }
      whole.refuseFaults();
      cut.refuseFaults();
    } catch (KafkaException e) {
      topic.forget(); // perhaps it is not what it was
      throw e;
    }
  }

  /** What became of letters that are not acknowledged. */
  private record Outcome(
      List<DeadLetter> tooLarge, List<DeadLetter> failed, @Nullable KafkaException fault) {

    void refuseFaults() {
      if (fault != null) {
        throw fault;
      }
    }
  }

  private Outcome send(
      List<DeadLetter> letters, Function<DeadLetter, ProducerRecord<byte[], byte[]>> form) {
    if (letters.isEmpty()) {
      return new Outcome(List.of(), List.of(), null);
    }
    List<DeadLetter> tooLarge = new ArrayList<>();
    List<DeadLetter> failed = new ArrayList<>();
    KafkaException firstFault = null;
    List<Future<RecordMetadata>> answers = start(letters, form);
    producer.flush();
    for (int i = 0; i < answers.size(); i++) {
      KafkaException fault = fault(answers.get(i));
      if (isTooLarge(fault)) {
        tooLarge.add(letters.get(i));
      } else if (fault != null) {
        failed.add(letters.get(i));
        firstFault = firstFault == null ? fault : firstFault;
      }
    }
    failed.addAll(letters.subList(answers.size(), letters.size()));
    return new Outcome(tooLarge, failed, firstFault);
  }

  /**
   * Gives the letters to the producer, up to the first one that fails at once: a broker that is
   * away is not to be waited for with each letter.
   */
  private List<Future<RecordMetadata>> start(
      List<DeadLetter> letters, Function<DeadLetter, ProducerRecord<byte[], byte[]>> form) {
    List<Future<RecordMetadata>> answers = new ArrayList<>(letters.size());
    for (DeadLetter letter : letters) {
      Future<RecordMetadata> answer = producer.send(form.apply(letter));
      answers.add(answer);
      if (answer.isDone()) {
        KafkaException fault = fault(answer);
        if (fault != null && !isTooLarge(fault)) {
          break;
        }
      }
    }
    return answers;
  }

  private static @Nullable KafkaException fault(Future<RecordMetadata> answer) {
    try {
      Answers.await(answer, TIMEOUT);
      return null;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      return e;
    }
  }

  private static boolean isTooLarge(@Nullable KafkaException fault) {
    return fault instanceof RecordTooLargeException
        || fault instanceof RecordBatchTooLargeException;
  }
}

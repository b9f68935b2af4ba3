package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.Causes;
import io.geostream.common.daemon.Faults;
import io.geostream.consumer.kafka.Answers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends letters, each in one transaction with the entry in the ledger that it was sent. What a
 * target refuses is found by halving: the rest goes all the same.
 *
 * <p>By Kafka's rules a refused record spoils its transaction, which is aborted and begun again
 * without it. After any other fault the run ends: what was committed is in the ledger, and the next
 * run goes on from there.
 */
final class ReplayTransactions {

  private static final Logger log = LoggerFactory.getLogger(ReplayTransactions.class);

  /** Later refusals are only counted. */
  private static final int LOGGED_REFUSALS = 20;

  /** What a broker says of a record that it will never take. */
  private static final List<Class<? extends KafkaException>> REFUSALS =
      List.of(
          RecordTooLargeException.class,
          InvalidTimestampException.class,
          InvalidRecordException.class);

  private final Producer<byte[], byte[]> producer;
  private final Ledger ledger;
  private final Tally tally;

  /**
   * @param producer with its transactions initialized
   */
  ReplayTransactions(Producer<byte[], byte[]> producer, Ledger ledger, Tally tally) {
    this.producer = producer;
    this.ledger = ledger;
    this.tally = tally;
  }

  /** Sends letters, and counts each of them. */
  void send(List<Outgoing> letters) {
    try {
      sendTogether(letters);
    } catch (KafkaException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      producer.abortTransaction();
      sendApart(letters, e);
      return;
    }
    letters.forEach(letter -> tally.count(Outcome.REPLAYED, letter));
  }

  private void sendTogether(List<Outgoing> letters) {
    producer.beginTransaction();
    for (Outgoing letter : letters) {
      send(letter.original());
      send(ledger.entry(letter));
    }
    commit();
  }

  /**
   * Waits for all of them, and throws what went wrong with any. A commit that was not answered in
   * time may only be asked for again; the second answer is the true one for a process that stood
   * still meanwhile.
   */
  private void commit() {
    try {
      producer.commitTransaction();
    } catch (TimeoutException e) {
      producer.commitTransaction();
    }
  }

  /** What is known to fail already is not followed by more of the same. */
  private void send(ProducerRecord<byte[], byte[]> record) {
    Future<RecordMetadata> acknowledgement = producer.send(record);
    if (acknowledgement.isDone()) {
      Answers.await(acknowledgement, Duration.ZERO);
    }
  }

  private void sendApart(List<Outgoing> letters, KafkaException why) {
    if (letters.size() > 1) {
      int half = letters.size() / 2;
      send(letters.subList(0, half));
      send(letters.subList(half, letters.size()));
      return;
    }
    Outgoing letter = letters.get(0);
    tally.count(Outcome.REFUSED, letter);
    if (tally.total(Outcome.REFUSED) <= LOGGED_REFUSALS) {
      log.warn(
          "{} refuses the original of partition {}, offset {}: {}",
          letter.topic(),
          letter.identity().partition(),
          letter.identity().offset(),
          Faults.oneLine(why));
    }
  }

  private boolean isRefusal(KafkaException fault) {
    return Causes.any(
        fault,
        cause ->
            REFUSALS.stream().anyMatch(kind -> kind.isInstance(cause))
                || isDeniedBeyondTheLedger(cause));
  }

  /** Whether this user may not write into a target; without the ledger nothing goes. */
  private boolean isDeniedBeyondTheLedger(Throwable cause) {
    return cause instanceof TopicAuthorizationException denied
        && !denied.unauthorizedTopics().contains(ledger.topic());
  }
}

package io.geostream.producer.kafka;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.KafkaFaults;
import io.geostream.producer.Message;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages, and keeps the tally of them.
 *
 * <p>While the broker is away the client's buffer fills, {@link #publish} then blocks, and the same
 * message is tried again until it is taken: none is lost or reordered. What cannot be retried stops
 * the daemon.
 *
 * <p>One thread publishes; the tally and {@link #stuckBecause} may be asked by any.
 */
public final class Publisher implements AutoCloseable {

  /** How long closing waits for acknowledgements. A stop has 8 s in all. */
  static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Producer<byte[], byte[]> kafka;
  private final String topic;
  private final StopSignal stop;
  private final Acknowledgements acknowledgements;
  private final LongSupplier nanoTime;
  private final Tally tally;

  private int untilTimed;
  private @Nullable Thread sender;
  private @Nullable Exception refusal;
  private volatile @Nullable String stuckBecause;
  private volatile boolean closing;

  /**
   * @param kafka taken over and closed
   * @param stop notified of faults that cannot be retried
   * @param tally counts what becomes of the messages
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public Publisher(
      Producer<byte[], byte[]> kafka,
      String topic,
      StopSignal stop,
      Tally tally,
      Acknowledgements acknowledgements,
      LongSupplier nanoTime) {
    this.kafka = kafka;
    this.topic = topic;
    this.stop = stop;
    this.tally = tally;
    this.acknowledgements = acknowledgements;
    this.nanoTime = nanoTime;
  }

  /**
   * Hands a message to Kafka; waits until Kafka accepts it. After a stop is requested, a message
   * that is not accepted is dropped.
   *
   * @throws KafkaException if Kafka refuses the message and a retry cannot help
   */
  public void publish(Message message) throws InterruptedException {
    sender = Thread.currentThread();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, message.key(), message.value());
    Callback callback = callback();
    Exception problem;
    while ((problem = send(record, callback)) != null) {
      if (!KafkaFaults.isPassingOnceAccepted(problem)) {
        tally.countSent();
        tally.countFailed();
        throw fatal(problem);
      }
      stuckBecause = Faults.oneLine(problem);
      if (stop.await(PAUSE)) {
        return;
      }
    }
    if (stuckBecause != null) {
      stuckBecause = null;
    }
    tally.countSent();
  }

  /** Gives what keeps Kafka from taking the record, or null if it did. */
  private @Nullable Exception send(ProducerRecord<byte[], byte[]> record, Callback callback)
      throws InterruptedException {
    refusal = null;
    try {
      var unused = kafka.send(record, callback);
      return refusal;
    } catch (InterruptException e) {
      InterruptedException interrupted = new InterruptedException("publishing was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (KafkaException e) {
      return e;
    }
  }

  /** What most messages share, so that counting their acknowledgements makes no garbage. */
  private final Callback onCompletion = this::completed;

  private Callback callback() {
    if (untilTimed-- > 0) {
      return onCompletion;
    }
    untilTimed = Acknowledgements.ONE_IN - 1;
    long sent = nanoTime.getAsLong();
    return (metadata, problem) -> {
      if (problem == null) {
        acknowledgements.took(nanoTime.getAsLong() - sent);
      }
      completed(metadata, problem);
    };
  }

  private void completed(RecordMetadata metadata, @Nullable Exception problem) {
    if (problem == null) {
      tally.countAcknowledged();
    } else if (Thread.currentThread() == sender) {
      // Not sent at all: the client calls back from within send().
      refusal = problem;
    } else if (!closing) {
      tally.countFailed();
      stop.fail(fatal(problem));
    }
  }

  private KafkaException fatal(Exception problem) {
    return new KafkaException("publishing to topic " + topic, problem);
  }

  /** Waits until all that was published is acknowledged. */
  public void flush() throws InterruptedException {
    try {
      kafka.flush();
    } catch (InterruptException e) {
      InterruptedException interrupted = new InterruptedException("flushing was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** What became of the messages. */
  public Tally tally() {
    return tally;
  }

  /** Why the message in hand is not taken by Kafka, or null if it is not held up. */
  public @Nullable String stuckBecause() {
    return stuckBecause;
  }

  /** Waits a little for acknowledgements; what is not acknowledged by then is given up. */
  @Override
  public void close() {
    closing = true;
    kafka.close(CLOSE_PATIENCE);
  }
}

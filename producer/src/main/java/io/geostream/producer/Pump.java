package io.geostream.producer;

import io.geostream.common.daemon.StopSignal;
import io.geostream.producer.kafka.Publisher;
import io.geostream.producer.kafka.TopicSetup;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages from their source to Kafka, in a thread of its own, since a source (stdin) may
 * block for good. Asks the daemon to stop when its work is done.
 */
final class Pump implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final TopicSetup topic;
  private final MessageSource source;
  private final Pacer pacer;
  private final Publisher publisher;
  private final long count;
  private final StopSignal stop;
  private final Thread thread = new Thread(this::run, "pump");

  private volatile boolean ready;

  /**
   * @param count how many messages to publish at most; 0 for all there are
   */
  Pump(
      TopicSetup topic,
      MessageSource source,
      Pacer pacer,
      Publisher publisher,
      long count,
      StopSignal stop) {
    this.topic = topic;
    this.source = source;
    this.pacer = pacer;
    this.publisher = publisher;
    this.count = count;
    this.stop = stop;
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  void start() {
    thread.start();
  }

  /** Why messages do not flow yet, or null. */
  @Nullable String notReady() {
    return ready ? null : "the topic is not there yet";
  }

  /** Why the thread is dead although no stop was requested, or null. */
  @Nullable String notLive() {
    return thread.isAlive() || stop.isRequested() ? null : "the publishing thread has died";
  }

  private void run() {
    try (source) {
      topic.ensureExists(stop);
      ready = true;
      pump();
      publisher.flush();
      String problem = source.problem();
      if (problem != null) {
        throw new IOException(problem);
      }
      stop.request();
    } catch (InterruptedException e) {
      stop.request(); // only close() interrupts
    } catch (IOException | RuntimeException | Error e) { // any fault ends the daemon
      stop.fail(e);
    }
  }

  private void pump() throws IOException, InterruptedException {
    long published = 0;
    while (!stop.isRequested() && (count == 0 || published < count)) {
      if (!pacer.isDueAfterWaiting()) {
        continue;
      }
      Message message = source.next();
      if (message == null) {
        return;
      }
      publisher.publish(message);
      published++;
    }
  }

  /** Ends the thread; one that is blocked in its source is abandoned. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.geostream.consumer;

import io.geostream.common.daemon.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.AdminClient;
import org.jspecify.annotations.Nullable;

/**
 * The broker's part of a start, in a thread of its own while the database's part is under way: most
 * of both is loading classes. Neither server's outage hides the other's. Owns the admin client.
 */
final class BrokerStart implements AutoCloseable {

  /** A question that nobody answers may be under way; the JVM need not wait for it. */
  private static final Duration END = Duration.ofSeconds(1);

  private final Servers servers;
  private final StopSignal stop;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable AdminClient admin;

  private BrokerStart(Servers servers, Map<String, Object> client, String topic, StopSignal stop) {
    this.servers = servers;
    this.stop = stop;
    this.thread = new Thread(() -> run(client, topic), "broker-start");
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param client the settings of the admin client
   * @param stop gets what waiting does not mend
   */
  static BrokerStart begin(
      Servers servers, Map<String, Object> client, String topic, StopSignal stop) {
    BrokerStart start = new BrokerStart(servers, client, topic, stop);
    start.thread.start();
    return start;
  }

  private void run(Map<String, Object> client, String topic) {
    try {
      AdminClient made = servers.awaitBrokerNames(client);
      admin = made;
      if (made != null) {
        servers.awaitTopic(Servers.topics(made), topic);
      }
    } catch (Throwable e) { // whatever it is: without a broker the daemon must not live on
      stop.fail(e);
    } finally {
      ended.countDown();
    }
  }

  /**
   * The client, once the brokers answer and the topic is there, or a stop is requested; null if
   * there is none by then.
   */
  @Nullable AdminClient await() throws InterruptedException {
    ended.await();
    return admin;
  }

  @Override
  public void close() {
    stop.request(); // the daemon ends; it may be for a reason that the thread has not heard of
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    AdminClient client = admin;
    if (client != null) {
      client.close(END);
    }
  }
}

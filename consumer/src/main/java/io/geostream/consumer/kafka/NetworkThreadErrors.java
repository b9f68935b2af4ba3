package io.geostream.consumer.kafka;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.geostream.common.daemon.StopSignal;
import org.slf4j.LoggerFactory;

/**
 * Ends the daemon with the errors of Kafka's network threads. With {@code group.protocol=consumer}
 * the fetches run in such a thread, which catches all that is thrown in it, logs it and goes on:
 * after an {@link OutOfMemoryError} the consumer would read no more, and say so nowhere else.
 */
public final class NetworkThreadErrors extends AppenderBase<ILoggingEvent>
    implements AutoCloseable {

  /** The thread's class, by name, as it is not public. */
  private static final String THREAD =
      "org.apache.kafka.clients.consumer.internals.ConsumerNetworkThread";

  private final StopSignal stop;
  private final Logger logger = (Logger) LoggerFactory.getLogger(THREAD);

  private NetworkThreadErrors(StopSignal stop) {
    this.stop = stop;
  }

  /** Watches all network threads, until it is closed. */
  public static NetworkThreadErrors watch(StopSignal stop) {
    NetworkThreadErrors errors = new NetworkThreadErrors(stop);
    errors.start();
    errors.logger.addAppender(errors);
    return errors;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy fault
        && fault.getThrowable() instanceof Error error) {
      stop.fail(error);
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}

package io.geostream.consumer.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Waits for what a Kafka client promised, and throws Kafka's own exceptions, unwrapped. */
public final class Answers {

  /** On top of the client's own timeout, so that the client gives the reason itself. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private Answers() {}

  /**
   * Waits for the answer.
   *
   * @throws KafkaException what the client found; after the time given, its retriable
   *     TimeoutException
   */
  public static <T> T await(@Nullable Future<T> answer, Duration timeout) {
    if (answer == null) {
      throw new IllegalStateException("the client promised no answer to a question it was asked");
    }
    try {
      return answer.get(timeout.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException fault ? fault : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException("no answer within " + timeout, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}

package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class TopicGuardTest {

  private final AtomicLong news = new AtomicLong();
  private final AtomicInteger questions = new AtomicInteger();
  private boolean away;
  private final TopicGuard guard = new TopicGuard(this::ask, news::get);

  private void ask() {
    questions.incrementAndGet();
    if (away) {
      throw new TimeoutException("no broker");
    }
  }

  @Test
  void asksBeforeTheFirstWriteAndAfterNewsOnly() {
    guard.confirm();
    guard.confirm();
    assertThat(questions).hasValue(1);
    news.incrementAndGet();
    guard.confirm();
    guard.confirm();
    assertThat(questions).hasValue(2);
  }

  @Test
  void asksAgainUntilItIsAnswered() {
    away = true;
    assertThatThrownBy(guard::confirm).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(guard::confirm).isInstanceOf(TimeoutException.class);
    away = false;
    guard.confirm();
    guard.confirm();
    assertThat(questions).hasValue(3);
  }

  @Test
  void newsThatComeDuringTheQuestionAreNotConfirmedByIts() {
    TopicGuard busy =
        new TopicGuard(
            () -> {
              questions.incrementAndGet();
              news.compareAndSet(0, 1);
            },
            news::get);
    busy.confirm();
    busy.confirm();
    assertThat(questions).hasValue(2);
  }
}

package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewersTest {

  private final Viewers viewers = new Viewers();

  @Test
  void dropsAViewerThatIsTooFarBehindAndInterruptsItsWriter() {
    assertThat(viewers.admit(new Viewers.Viewer(), "hello", "{}")).isTrue();
    for (int i = 0; i < Viewers.MOST_BEHIND; i++) {
      viewers.send("tick", "{}");
    }
    assertThat(viewers.count()).isEqualTo(1);

    viewers.send("tick", "{}");

    assertThat(viewers.count()).isZero();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void doesNotInterruptAThreadThatServesSomebodyElseByNow() {
    Viewers.Viewer gone = new Viewers.Viewer();
    assertThat(viewers.admit(gone, "hello", "{}")).isTrue();
    Thread.currentThread().interrupt(); // as if it was dropped just before

    viewers.remove(gone);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void admitsABoundedNumber() {
    for (int i = 0; i < Viewers.MOST; i++) {
      assertThat(viewers.admit(new Viewers.Viewer(), "hello", "{}")).isTrue();
    }

    assertThat(viewers.admit(new Viewers.Viewer(), "hello", "{}")).isFalse();
  }
}

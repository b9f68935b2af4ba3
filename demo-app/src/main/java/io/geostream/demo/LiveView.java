package io.geostream.demo;

import java.time.Duration;

/** The live line and its times. */
final class LiveView {

  /** How often somebody looks whether all is alive, at least. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final Screen screen;
  private final long start = System.nanoTime();
  private Sample last;

  LiveView(Pipeline pipeline, Screen screen) {
    this.pipeline = pipeline;
    this.screen = screen;
    this.last = pipeline.sample(Duration.ZERO);
    screen.say(LiveLine.HEADER);
  }

  /** Since readings flow. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How long to wait before the next {@link #showIfDue}. */
  Duration untilNext() {
    Duration due = last.elapsed().plus(screen.livePeriod()).minus(elapsed());
    return due.compareTo(LOOK) > 0 ? LOOK : due.isNegative() ? Duration.ZERO : due;
  }

  /** Shows a line if one is due. */
  void showIfDue() {
    if (elapsed().compareTo(last.elapsed().plus(screen.livePeriod())) >= 0) {
      show();
    }
  }

  /** Shows a line. */
  void show() {
    Sample now = pipeline.sample(elapsed());
    screen.live(LiveLine.of(last, now));
    last = now;
  }
}

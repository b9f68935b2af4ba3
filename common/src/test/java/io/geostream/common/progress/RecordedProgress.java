package io.geostream.common.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what reports show. For them a second passes between calls, so that each is shown but the
 * first.
 */
public final class RecordedProgress implements ProgressReport.Factory {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private final List<Shown> shown = new ArrayList<>();

  /** What was shown once. */
  public record Shown(String work, String unit, long done, OptionalLong total, String detail) {}

  private final class Sink implements Display {

    @Override
    public Duration period() {
      return Duration.ZERO;
    }

    @Override
    public void show(Snapshot snapshot) {
      shown.add(
          new Shown(
              snapshot.work(),
              snapshot.unit().name(),
              snapshot.done(),
              snapshot.total(),
              snapshot.detail()));
    }

    @Override
    public void clear() {}
  }

  @Override
  public ProgressReport of(String work, Unit unit, OptionalLong total) {
    return new ProgressReport(work, unit, total, new Sink(), () -> nanos.addAndGet(SECOND));
  }

  /** All of it, in order. */
  public List<Shown> shown() {
    return shown;
  }
}

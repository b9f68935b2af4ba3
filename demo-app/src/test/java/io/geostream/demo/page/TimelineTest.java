package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.demo.page.Timeline.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void keepsTheWholeOfALongRunInBoundedMemory() {
    Timeline timeline = new Timeline(10);
    for (int tick = 0; tick < 1_000; tick++) {
      timeline.add(point(tick));
      assertThat(timeline.points()).hasSizeLessThanOrEqualTo(10);
    }

    List<Long> times = timeline.points().stream().map(Point::epochMillis).toList();

    assertThat(times).startsWith(0L).isSorted();
    assertThat(times.get(times.size() - 1)).isGreaterThanOrEqualTo(1_000 - 200);
    long step = times.get(1) - times.get(0);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isEqualTo(step);
    }
  }

  @Test
  void keepsEachTickOfAShortRun() {
    Timeline timeline = new Timeline(10);
    for (int tick = 0; tick < 10; tick++) {
      timeline.add(point(tick));
    }

    assertThat(timeline.points()).extracting(Point::epochMillis).hasSize(10).endsWith(9L);
  }

  @Test
  void tellsAViewerEnoughToKeepTheSamePoints() {
    Timeline timeline = new Timeline(10);
    List<Long> viewers = new ArrayList<>();
    long stride = 1;
    for (int tick = 0; tick < 1_000; tick++) {
      Point point = point(tick);
      timeline.add(point);
      // As run.js does it.
      if (timeline.stride() > stride) {
        stride = timeline.stride();
        List<Long> all = List.copyOf(viewers);
        viewers.removeIf(it -> all.indexOf(it) % 2 == 1);
      }
      if (timeline.hasKept(point)) {
        viewers.add((long) tick);
      }
      assertThat(viewers).isEqualTo(timeline.points().stream().map(Point::epochMillis).toList());
    }
  }

  private static Point point(long time) {
    return new Point(time, Flows.UNKNOWN, new double[0], new float[0]);
  }
}

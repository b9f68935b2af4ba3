package io.geostream.demo.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The run so far in bounded memory: one point a tick at first; when it is full, each second point
 * goes, and from then on each second tick is kept, and so on.
 */
final class Timeline {

  private final int most;
  private final List<Point> points = new ArrayList<>();
  private long stride = 1;
  private long ticks;

  /**
   * @param most how many points it holds
   */
  Timeline(int most) {
    this.most = most;
  }

  /**
   * A moment.
   *
   * @param cityTemperatures by the city's number; NaN if there is none
   * @param stationTemperatures by the station's number; later ones were not there yet
   */
  // Both arrays are made for it and never changed: copies of thousands of numbers would be waste.
  @SuppressWarnings("ArrayRecordComponent")
  record Point(
      long epochMillis, Flow flow, double[] cityTemperatures, float[] stationTemperatures) {

    Point {
      Objects.requireNonNull(flow);
    }

    /** NaN if the station was not there yet. */
    float stationTemperature(int number) {
      return number < stationTemperatures.length ? stationTemperatures[number] : Float.NaN;
    }
  }

  /** Adds the next tick, or not. */
  void add(Point point) {
    if (ticks++ % stride != 0) {
      return;
    }
    if (points.size() == most) {
      for (int i = 0; i < most / 2; i++) {
        points.set(i, points.get(2 * i));
      }
      points.subList(most / 2, most).clear();
      stride *= 2;
    }
    points.add(point);
  }

  /** How many ticks there are from a point to the next; it doubles as often as points go. */
  long stride() {
    return stride;
  }

  /** Whether the newest tick became a point. */
  boolean hasKept(Point newest) {
    return !points.isEmpty() && points.get(points.size() - 1).epochMillis() == newest.epochMillis();
  }

  /** From the oldest to the newest. */
  List<Point> points() {
    return points;
  }
}

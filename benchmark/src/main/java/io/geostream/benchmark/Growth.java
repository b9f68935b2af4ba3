package io.geostream.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that grows while all else stays the same.
 *
 * @param name of the thing
 * @param steps from few to many; the others are compared with the first one
 */
record Growth(String name, List<Step> steps) {

  /**
   * A step of it.
   *
   * @param label how much there is of the thing
   */
  record Step(String label, Course course) {}

  /**
   * One size of everything.
   *
   * @param readings the backlog
   * @param locations stations
   * @param partitions of the topic
   * @param workers of the consumer; null for its default
   */
  record Course(long readings, int locations, int partitions, @Nullable Integer workers) {}

  /** In these steps. */
  static <T extends Number> Growth of(String name, List<T> steps, Function<T, Course> course) {
    return new Growth(
        name,
        steps.stream()
            .map(step -> new Step(String.format(Locale.ROOT, "%,d", step), course.apply(step)))
            .toList());
  }
}

package io.geostream.common.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What picocli's own {@code @Option} cannot express about a setting: its environment variable and
 * its range.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Setting {

  /**
   * The environment variable that is read when the flag is absent; empty for none. {@code
   * {PROGRAM}} in it stands for the program's name in capitals.
   */
  String variable() default "";

  /** The smallest number allowed, or the shortest duration in milliseconds. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest number allowed, or the longest duration in milliseconds. */
  double max() default Double.POSITIVE_INFINITY;
}

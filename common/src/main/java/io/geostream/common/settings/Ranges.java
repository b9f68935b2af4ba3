package io.geostream.common.settings;

import java.lang.reflect.Field;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The ranges that {@link Setting} gives. */
final class Ranges {

  private Ranges() {}

  static void check(CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      Setting setting = setting(option);
      Double value = setting == null ? null : number(option.getValue());
      if (setting != null && value != null && !(value >= setting.min() && value <= setting.max())) {
        throw new ParameterException(
            spec.commandLine(),
            CommandLineFactory.name(option)
                + ": "
                + written(option)
                + " is outside "
                + range(option));
      }
    }
  }

  static @Nullable Setting setting(ArgSpec arg) {
    return arg.userObject() instanceof Field field ? field.getAnnotation(Setting.class) : null;
  }

  /** The range, such as {@code 1…65535}, durations in their own notation; null for none. */
  static @Nullable String range(OptionSpec option) {
    Setting setting = setting(option);
    return setting == null || (Double.isInfinite(setting.min()) && Double.isInfinite(setting.max()))
        ? null
        : bound(setting.min(), option) + "…" + bound(setting.max(), option);
  }

  private static String bound(double bound, OptionSpec option) {
    if (Double.isInfinite(bound)) {
      return bound > 0 ? "∞" : "-∞";
    }
    return option.type() == Duration.class
        ? Durations.format(Duration.ofMillis((long) bound))
        : bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static String written(OptionSpec option) {
    Object value = option.getValue();
    return value instanceof Duration duration ? Durations.format(duration) : String.valueOf(value);
  }

  private static @Nullable Double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof Duration duration ? (double) duration.toMillis() : null;
  }
}

package io.geostream.benchmark.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them; a dash for none. */
public final class Figures {

  private static final String NONE = "–";
  private static final double BYTES_PER_MIB = 1024 * 1024;

  private Figures() {}

  /** With a comma at each thousand. */
  public static String whole(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** With two digits after the point. */
  public static String fine(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.2f", value);
  }

  /** With one digit after the point. */
  public static String tenths(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.1f", value);
  }

  /** How many times the other one it is. */
  public static String ratio(@Nullable Double value, @Nullable Double of) {
    return value == null || of == null ? NONE : fine(value / of);
  }

  /** In MiB. */
  public static String mebibytes(double bytes) {
    return whole(bytes / BYTES_PER_MIB);
  }
}

package io.geostream.common.progress;

import java.util.Locale;

/**
 * What work is counted in.
 *
 * @param name the plural, such as {@code rows}
 */
public record Unit(String name) {

  /** Amounts of it are written in KiB, MiB and so on. */
  public static final Unit BYTES = new Unit("bytes");

  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 1024;

  /** An amount without the unit's name: {@code 1,234,567}; of bytes {@code 1.2 GiB}. */
  String number(double amount) {
    if (equals(BYTES)) {
      return bytes(amount);
    }
    return String.format(Locale.ROOT, amount < 10 && amount % 1 != 0 ? "%.1f" : "%,.0f", amount);
  }

  /** The unit's name to follow a number, unless that has it already. */
  String nameAfterNumber() {
    return equals(BYTES) ? "" : " " + name;
  }

  private static String bytes(double amount) {
    if (amount < STEP) {
      return String.format(Locale.ROOT, "%.0f bytes", amount);
    }
    double scaled = amount / STEP;
    int unit = 0;
    while (scaled >= STEP && unit < BINARY.length - 1) {
      scaled /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", scaled, BINARY[unit]);
  }
}

package io.geostream.common.progress;

import java.util.Locale;

/** What work is counted in. */
public enum Unit {
  BYTES(""),
  CHUNKS(" chunks"),
  DAYS(" days"),
  LETTERS(" letters"),
  RECORDS(" records"),
  ROWS(" rows");

  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 1024;

  private final String name;

  Unit(String name) {
    this.name = name;
  }

  /** An amount without the unit's name: {@code 1,234,567}; of bytes {@code 1.2 GiB}. */
  String number(double amount) {
    if (this == BYTES) {
      return bytes(amount);
    }
    return String.format(Locale.ROOT, amount < 10 && amount % 1 != 0 ? "%.1f" : "%,.0f", amount);
  }

  /** The unit's name, to follow a number. */
  String nameAfterNumber() {
    return name;
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

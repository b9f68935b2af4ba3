package io.geostream.sql;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of TimescaleDB's version that decides: "2.23" of "2.23.1-dev". */
record ExtensionVersion(int major, int minor) implements Comparable<ExtensionVersion> {

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");
  private static final Comparator<ExtensionVersion> ORDER =
      Comparator.comparingInt(ExtensionVersion::major).thenComparingInt(ExtensionVersion::minor);

  /** Text that is not a version counts as 0.0, older than all. */
  static ExtensionVersion parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    return matcher.matches()
        ? new ExtensionVersion(
            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new ExtensionVersion(0, 0);
  }

  @Override
  public int compareTo(ExtensionVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

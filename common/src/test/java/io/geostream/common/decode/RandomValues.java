package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** JSON for a column: mostly a value that it takes, in any of its notations. */
final class RandomValues {

  private static final String[] NUMBERS =
      """
      0 -0 0.0 -0.0 1 -1 1.0 1e3 1.5e1 1E-2 100e-2 -999 0.5 -999.0 32767 32768 -32768 -32769
      2147483647 2147483648 -2147483648 9223372036854775807 9223372036854775808
      -9223372036854775808 -9223372036854775809 99999999999999999999 123456789012345678.5 0.1
      0.3 100 100.00000000000001 1000.5 1e400 -1e400 1e-400 1e99999999999 1e-99999999999
      0e99999999999 100e2147483647 -10e2147483646 100e-2147483647 3.4028235e38 3.4028236e38 1.17549435E-38 1e-45 16777217 16777217.0000001
      0.10000000149011612 0e-16384 253402300799 253402300800 -62135596800 -62135596801
      253402300799999.999 123.4567890123456789 9.123456789012345678 -0.0000019
      1764000000.1234567 00 01 1. .5 +1 1e - NaN 0e-16383"""
          .split("\\s+");

  /** At the ends of numeric: slow in the reference. */
  private static final String[] FAR_NUMBERS = {"1e131071", "1e131072", "1e-16383", "1e-16384"};

  private static final int[] CHARACTERS = "aZ ~é€\ud83c\udf0d7".codePoints().toArray();

  private static final String[] TEXTS =
      ("NA;;\u00e9;-1;a;true;false;12;-999;1e3; 1;x y;\u00fc\u00fc;\ud83c\udf0d;\u007f;"
              + "\u0085;abcdefg;0.5;null;\u2028")
          .split(";");
  private static final String[] ESCAPES =
      ("\\n;\\u0000;\\ud800;\\udc00;\\ud83c\\udf0d;\\\";\\\\;\\/;\\u00e9;\\udf0d\\ud83c;"
              + "\\x;\\u12")
          .split(";");
  private static final String[] TIMES =
      ("2026-11-22T20:07:56.123456+00:00;2026-11-22 20:07:56Z;2026-11-22T20:07:56+0530;"
              + "2026-11-22T20:07:56-05;2026-11-22T20:07:56;2026-10-25T02:30:00;"
              + "2026-03-29T02:30:00;2026-11-22 20:07:56.5;0001-01-01T00:00:00Z;"
              + "0001-01-01T00:00:00+00:01;0000-12-31T23:59:59Z;9999-12-31T23:59:59.9999999Z;"
              + "9999-12-31T23:59:59-00:01;2026-02-29T00:00:00Z;2024-02-29T23:59:59.999999999Z;"
              + "2026-11-22t20:07:56z;2026-11-22T20:07Z;2026-11-22T20:07;2026-11-22T24:00:00Z;"
              + "+10000-01-01T00:00:00Z;1969-12-31T23:59:59.9999999Z;"
              + "2026-11-22T20:07:56+01:00[Europe/Berlin];2026-11-22;2026-11-22T20:07:56+18:01;"
              + "2026-11-22T20:07:56-18;2026-11-22T20:07:56.Z;2026-11-22T20:07:56.1234567890Z;"
              + "2026-11-01T01:30:00;2026-04-05T01:45:00;now")
          .split(";");

  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The same with one character as an escape. */
  static String escaped(String text) {
    return text.isEmpty()
        ? "\"\""
        : String.format(Locale.ROOT, "\"\\u%04x%s\"", (int) text.charAt(0), text.substring(1));
  }

  /** A value that the column takes, if its bounds have any. */
  String good(Column column) {
    return switch (column.type()) {
      case TIMESTAMPTZ ->
          column.format() == TimeFormat.ISO
              ? quoted(Timestamps.format((long) (random.nextDouble() * 4e15)))
              : epoch(column.format());
      case TEXT -> {
        int length = Math.max(column.length().least(), Math.min(column.length().most(), 4));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
          text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        yield quoted(text.toString());
      }
      case BOOLEAN -> String.valueOf(random.nextBoolean());
      case UUID -> quoted(new UUID(random.nextLong(), random.nextLong()).toString());
      case JSONB -> json(3);
      default -> {
        double least = column.range().least().map(BigDecimal::doubleValue).orElse(-1_000.0);
        double most = column.range().most().map(BigDecimal::doubleValue).orElse(1_000.0);
        double from = Math.max(least, -1e4);
        double any = from + random.nextDouble() * (Math.min(most, 1e4) - from);
        String number =
            isInteger(column.type())
                ? Long.toString((long) Math.ceil(any))
                : BigDecimal.valueOf(any).toPlainString();
        yield column.coerce() && random.nextInt(3) == 0 ? quoted(number) : number;
      }
    };
  }

  /** JSON without oddities. */
  String json(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> String.valueOf(random.nextInt());
      case 1 -> "\"\u00fc x\"";
      case 2 -> "null";
      case 3 -> "-1.5";
      case 4 -> "[" + json(depth - 1) + ", " + json(depth - 1) + "]";
      default -> "{\"a\":" + json(depth - 1) + ",\"\u00fc\" : " + json(depth - 1) + "}";
    };
  }

  String of(Column column) {
    if (random.nextInt(25) == 0) {
      return any(2);
    }
    return switch (column.type()) {
      case TIMESTAMPTZ -> column.format() == TimeFormat.ISO ? time() : epoch(column.format());
      case TEXT -> column.coerce() && random.nextInt(4) == 0 ? number() : text();
      case BOOLEAN -> {
        String[] coerced = {"0", "1", "\"true\"", "\"false\"", "1.0", "0e3", "\"1\"", "2"};
        yield column.coerce() && random.nextInt(3) == 0
            ? coerced[random.nextInt(coerced.length)]
            : String.valueOf(random.nextBoolean());
      }
      case UUID -> uuid();
      case JSONB -> any(4);
      default -> {
        String number = isInteger(column.type()) ? integer(column.type()) : number();
        yield column.coerce() && random.nextInt(3) == 0 ? quoted(number) : number;
      }
    };
  }

  /** Any JSON, mostly. */
  String any(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> "null";
      case 1 -> String.valueOf(random.nextBoolean());
      case 2 -> number();
      case 3 -> text();
      case 4 -> time();
      case 5 -> "[" + list(depth - 1, false) + "]";
      case 6 -> random.nextBoolean() ? "{}" : "[ ]";
      default -> "{" + list(depth - 1, true) + "}";
    };
  }

  private String list(int depth, boolean isNamed) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : random.nextBoolean() ? "," : " , ");
      if (isNamed) {
        text.append(random.nextInt(8) == 0 ? text() : "\"k" + random.nextInt(3) + "\"");
        text.append(random.nextBoolean() ? ":" : " : ");
      }
      text.append(any(depth));
    }
    return text.toString();
  }

  private String number() {
    if (random.nextInt(1_000) == 0) {
      return FAR_NUMBERS[random.nextInt(FAR_NUMBERS.length)];
    }
    return switch (random.nextInt(8)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> Double.toString(random.nextDouble() * 200 - 100);
      case 2 -> Float.toString(Float.intBitsToFloat(random.nextInt())).replace("Infinity", "1");
      case 3 -> digits(1 + random.nextInt(random.nextInt(50) == 0 ? 1_010 : 22));
      case 4 ->
          digits(1 + random.nextInt(10)) + "." + (1 + random.nextLong(1L << random.nextInt(62)));
      default -> String.format(Locale.ROOT, "%.3f", random.nextDouble() * 150 - 50);
    };
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder(random.nextBoolean() ? "-" : "");
    digits.append((char) ('1' + random.nextInt(9)));
    for (int i = 1; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private static boolean isInteger(ColumnType type) {
    return type == ColumnType.BIGINT || type == ColumnType.INTEGER || type == ColumnType.SMALLINT;
  }

  private String integer(ColumnType type) {
    if (random.nextInt(10) == 0) {
      return number();
    }
    int bits = type == ColumnType.SMALLINT ? 15 : type == ColumnType.INTEGER ? 31 : 63;
    long any = random.nextLong() >> (Long.SIZE - 1 - random.nextInt(bits));
    return any + (random.nextInt(8) == 0 ? ".0" : "");
  }

  private String epoch(TimeFormat format) {
    double seconds = random.nextDouble() * 4e9 - 1e9;
    long unit =
        switch (format) {
          case EPOCH_MS -> 1_000;
          case EPOCH_US -> 1_000_000;
          case EPOCH_NS -> 1_000_000_000;
          default -> 1;
        };
    long whole = (long) (seconds * unit);
    return random.nextBoolean() ? String.valueOf(whole) : whole + "." + random.nextInt(1 << 20);
  }

  private String text() {
    StringBuilder text = new StringBuilder("\"");
    for (int n = random.nextInt(3); n >= 0; n--) {
      text.append(
          random.nextInt(20) == 0
              ? ESCAPES[random.nextInt(ESCAPES.length)]
              : TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.append('"').toString();
  }

  private String time() {
    if (random.nextInt(3) == 0) {
      return quoted(TIMES[random.nextInt(TIMES.length)]);
    }
    return quoted(Timestamps.format((long) (random.nextDouble() * 4e15)));
  }

  private String uuid() {
    String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
    return switch (random.nextInt(12)) {
      case 0 -> quoted(uuid.replace("-", ""));
      case 1 -> quoted("{" + uuid.toUpperCase(Locale.ROOT) + "}");
      case 2 -> quoted("{" + uuid);
      case 3 -> quoted(uuid.replace("-", "").replaceAll("(....)(?=.)", "$1-"));
      case 4 -> quoted(uuid + "-");
      case 5 -> quoted(uuid.substring(1));
      default -> quoted(uuid);
    };
  }
}

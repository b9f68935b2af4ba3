package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Numbered messages of machines: all values of a row are functions of its number, as {@link
 * KnownReading}'s are. So is the machine, whose messages come again and again.
 */
record KnownMachine(Times times) implements Shape {

  /**
   * So many messages, one after the other, are of different machines; a prime, so that a machine
   * has NULLs where it had values before.
   */
  static final int MACHINES = 47;

  private static final int ROWS = 3;

  private static final Path MAPPING =
      Path.of("src", "test", "resources", "io", "geostream", "e2e", "faults", "machines.yaml");

  /** Which times the rows of one machine have. */
  enum Times {
    /** Each its own. */
    ALL_DIFFERENT(ROWS, "n", ""),
    /** That of a message's first row, and that of the two others, in all messages alike. */
    TWO_A_MACHINE(2, "(n % 3 + 1) / 2", "unique: [machine, at]\non-conflict: update\n");

    private final int ofAMessage;
    private final String sql;
    private final String moreOfMapping;

    Times(int ofAMessage, String sql, String moreOfMapping) {
      this.ofAMessage = ofAMessage;
      this.sql = sql;
      this.moreOfMapping = moreOfMapping;
    }

    private long of(long row) {
      return this == ALL_DIFFERENT ? row : (row % ROWS + 1) / 2;
    }
  }

  @Override
  public Pipeline of(Pipeline pipeline) {
    Path mapping = pipeline.folder().resolve("mapping.yaml");
    try {
      Files.writeString(mapping, Files.readString(MAPPING) + times.moreOfMapping);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pipeline.withMapping(mapping);
  }

  @Override
  public String table() {
    return "\"Plant 7\".\"Machine Metrics\"";
  }

  @Override
  public String keyColumn() {
    return "machine";
  }

  @Override
  public String timeColumn() {
    return "at";
  }

  @Override
  public int rows() {
    return ROWS;
  }

  @Override
  public int keptRows() {
    return times.ofAMessage;
  }

  @Override
  public byte[] key(long message) {
    return machine(message).getBytes(StandardCharsets.UTF_8);
  }

  private static String machine(long message) {
    return "Säge " + message % MACHINES;
  }

  @Override
  public byte[] json(long message, Instant start, Duration apart) {
    return LongStream.range(message * ROWS, (message + 1) * ROWS)
        .mapToObj(row -> element(row, start.plus(apart.multipliedBy(times.of(row)))))
        .collect(Collectors.joining(",", head(machine(message)), "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String head(String machine) {
    return "{\"device\":{\"id\":\"%s\",\"site\":7},\"readings\":[".formatted(machine);
  }

  /** Whole numbers in several forms, NULLs, a default, and an object. */
  private static String element(long row, Instant time) {
    return String.format(
        Locale.ROOT,
        """
        {"n":%d,"at":%d,"Cycles":%d.0,"running":%s,%s"tags":{"row":%d,"deep":[null,{"é":"\\"%d\\""}]}}""",
        row,
        time.toEpochMilli(),
        row % 1999 - 999,
        row % 5 == 0 ? "null" : Math.abs(row % 2),
        row % 7 == 0 ? "" : "\"slot\":" + row % 7 + ",",
        row,
        row);
  }

  /** One bad element among good ones makes the whole message bad. */
  @Override
  public BadRecord bad(long number) {
    return switch ((int) (number % 6)) {
      case 0 -> BadRecord.of(number, head("x"), "not-json");
      case 1 -> BadRecord.of(number, "{\"device\":{\"id\":\"x\"}}", "missing-field");
      case 2 -> BadRecord.of(number, around("{\"at\":0,\"Cycles\":\"1\"}"), "wrong-type");
      case 3 -> BadRecord.of(number, around("{\"at\":0,\"Cycles\":1001}"), "out-of-range");
      case 4 -> BadRecord.of(number, around("{\"at\":0,\"slot\":1}"), "no-measurement");
      default -> BadRecord.of(number, around("null"), "wrong-type");
    };
  }

  /**
   * A message that nothing is wrong with but what a database says that has a rule of its own for
   * the number of its second row.
   *
   * @param message what the database says
   */
  static BadRecord refused(long number, long row, String message) {
    String element = element(row, Instant.now());
    return BadRecord.refused(number, around(element).getBytes(StandardCharsets.UTF_8), message);
  }

  private static String around(String element) {
    String good = element(1, Instant.now());
    return head("x") + good + "," + element + "," + good + "]}";
  }

  @Override
  public String numbered() {
    return "(SELECT CASE WHEN number >= 0 THEN number END AS n, * FROM %s) AS numbered"
        .formatted(table());
  }

  @Override
  public String isRight(KnownSet set) {
    return String.format(
        Locale.ROOT,
        """
        (machine = 'Säge ' || n / 3 %% %d AND at = timestamptz '%s' + %s * interval '%d milliseconds'
         AND "Cycles" = n %% 1999 - 999 AND slot = CASE n %% 7 WHEN 0 THEN 7 ELSE n %% 7 END
         AND running IS NOT DISTINCT FROM CASE WHEN n %% 5 <> 0 THEN n %% 2 = 1 END
         AND tags = jsonb_build_object('row', n, 'deep', jsonb_build_array(NULL, jsonb_build_object('é', '"' || n || '"'))))""",
        MACHINES,
        set.start(),
        times.sql,
        set.apart().toMillis());
  }
}

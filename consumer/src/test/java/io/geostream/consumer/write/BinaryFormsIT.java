package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.TestRows;
import io.geostream.consumer.database.TargetTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in JSON is in the table what the server itself reads from the same text. */
final class BinaryFormsIT {

  private static final int ROWS = 3_000;

  private static final List<ColumnType> TYPES = List.of(ColumnType.values());

  private static final LocalDateTime FIRST = LocalDateTime.parse("0001-01-02T00:00:00");
  private static final LocalDateTime LAST = LocalDateTime.parse("9999-12-31T00:00:00");

  /** A time for each row, a number for each, and a column of each type. */
  private static final TargetTable TABLE =
      TestTables.table("public.forms", List.of(), OnConflict.REFUSE, columns());

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private WrittenTable database;
  private Connection connection;

  private static Column[] columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(TestTables.column("time", ColumnType.TIMESTAMPTZ));
    columns.add(TestTables.column("n", ColumnType.INTEGER));
    TYPES.forEach(type -> columns.add(TestTables.column(name(type), type)));
    return columns.toArray(Column[]::new);
  }

  private static String name(ColumnType type) {
    return "c_" + type.name().toLowerCase(Locale.ROOT);
  }

  @BeforeEach
  void makeTables() throws Exception {
    database = WrittenTable.plain();
    database.execute(
        TYPES.stream()
            .map(type -> name(type) + " " + type.word())
            .collect(
                Collectors.joining(", ", "CREATE TABLE forms (time timestamptz, n int, ", ")")),
        TYPES.stream()
            .map(type -> name(type) + " text")
            .collect(Collectors.joining(", ", "CREATE TABLE texts (n int, ", ")")));
    connection = database.connect();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void drop() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void generatedValuesAndExtremesOfEachTypeAreWhatTheServerReads() throws Exception {
    List<String[]> values = new ArrayList<>();
    int extremes = TYPES.stream().mapToInt(type -> extremes(type).size()).max().orElseThrow();
    for (int row = 0; row < ROWS + extremes; row++) {
      int number = row;
      values.add(TYPES.stream().map(type -> value(type, number)).toArray(String[]::new));
    }
    insertTexts(values);
    CopyRows rows = TestRows.of(TABLE.columns(), forms(values));
    for (RowWriter writer : List.of(new CopyRowWriter(TABLE), new InsertRowWriter(TABLE))) {
      writer.write(connection, rows, 0, rows.count(), () -> {});
      assertThat(
              WrittenTable.strings(connection, "SELECT count(*) FROM texts JOIN forms USING (n)"))
          .containsExactly(String.valueOf(values.size()));
      for (ColumnType type : TYPES) {
        assertThat(differences(type))
            .as("%s by %s, seed %d", type, writer.getClass().getSimpleName(), seed)
            .isEmpty();
      }
      WrittenTable.execute(connection, "TRUNCATE forms");
    }
  }

  /** Each half hour of a year, with those that a zone has twice or skips. */
  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"})
  void timesWithoutAnOffsetAreThoseThatTheServerReadsInTheirZone(String zone) throws Exception {
    TargetTable times =
        TestTables.table(
            "public.times",
            List.of(),
            OnConflict.REFUSE,
            TestTables.timeIn(ZoneId.of(zone), "time"),
            TestTables.column("text", ColumnType.TEXT));
    Object[][] rows =
        IntStream.range(0, 365 * 48)
            .mapToObj(
                number -> LocalDateTime.parse("2026-01-01T00:00:00").plusMinutes(30L * number))
            .map(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format)
            .map(time -> new Object[] {time, time})
            .toArray(Object[][]::new);
    WrittenTable.execute(connection, "CREATE TABLE times (\"time\" timestamptz, text text)");
    CopyRows encoded = TestRows.of(times.columns(), rows);
    new CopyRowWriter(times).write(connection, encoded, 0, encoded.count(), () -> {});
    WrittenTable.execute(connection, "SET LOCAL timezone = '%s'".formatted(zone));
    assertThat(
            WrittenTable.strings(
                connection,
                "SELECT text || ' became ' || \"time\" FROM times WHERE \"time\" <> text::timestamptz"))
        .isEmpty();
    assertThat(WrittenTable.strings(connection, "SELECT count(*) FROM times"))
        .containsExactly(String.valueOf(rows.length));
  }

  private String value(ColumnType type, int row) {
    List<String> extremes = extremes(type);
    return row < extremes.size() ? extremes.get(row) : random(type);
  }

  private static Object[][] forms(List<String[]> values) {
    return IntStream.range(0, values.size())
        .mapToObj(
            row -> {
              List<Object> form = new ArrayList<>(List.of("2026-01-01T00:00:00Z", row));
              form.addAll(Arrays.asList(values.get(row)));
              return form.toArray();
            })
        .toArray(Object[][]::new);
  }

  private void insertTexts(List<String[]> values) throws SQLException {
    String places = ", ?".repeat(TYPES.size());
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO texts VALUES (?" + places + ")")) {
      for (int row = 0; row < values.size(); row++) {
        insert.setInt(1, row);
        for (int column = 0; column < TYPES.size(); column++) {
          insert.setString(column + 2, values.get(row)[column]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Of the text too: it has a numeric's scale and a zero's sign. */
  private List<String> differences(ColumnType type) throws SQLException {
    return WrittenTable.strings(
        connection,
        """
        SELECT %1$s_text || ' became ' || coalesce(%1$s::text, 'NULL')
          FROM (SELECT texts.%1$s AS %1$s_text, texts.%1$s::%2$s AS expected, forms.%1$s
                  FROM texts JOIN forms USING (n)) both_forms
         WHERE %1$s IS DISTINCT FROM expected OR %1$s::text <> expected::text"""
            .formatted(name(type), type.word()));
  }

  private static List<String> extremes(ColumnType type) {
    return switch (type) {
      case TIMESTAMPTZ ->
          List.of(
              "0001-01-01T00:00:00Z",
              "9999-12-31T23:59:59.999999Z",
              "1999-12-31T23:59:59.999999Z",
              "2000-01-01T00:00:00Z",
              "1969-12-31T23:59:59.999999Z",
              "2024-02-29T12:00:00+14:00",
              "1900-02-28T23:59:59-12:00");
      case TEXT -> List.of("", " ", "\ud83c\udf0d", "\uffff", "x".repeat(70_000));
      case DOUBLE_PRECISION ->
          List.of("-0.0", "0", "4.9e-324", "1.7976931348623157e308", "-2.2250738585072014E-308");
      case REAL -> List.of("-0.0", "1e-45", "3.4028235e38", "16777217", "1.17549435e-38");
      case BIGINT -> List.of("-9223372036854775808", "9223372036854775807", "0", "-1");
      case INTEGER -> List.of("-2147483648", "2147483647", "0", "-1");
      case SMALLINT -> List.of("-32768", "32767", "0", "-1");
      case BOOLEAN -> List.of("true", "false");
      case NUMERIC ->
          List.of(
              "0",
              "-0.000",
              "1e-16383",
              "1e131071",
              "9999",
              "10000",
              "0.0001",
              "-0.00001",
              "9".repeat(1_000),
              "0." + "1".repeat(999));
      case UUID ->
          List.of("00000000-0000-0000-0000-000000000000", "FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF");
      case JSONB ->
          List.of(
              "[null]",
              "{\"a\":1,\"a\":2}",
              "{}",
              "[]",
              "\"\"",
              "1e-5",
              "\"\\u00fc\\n\"",
              "[[[[1.50]]]]");
    };
  }

  private String random(ColumnType type) {
    return switch (type) {
      case TIMESTAMPTZ -> time();
      case TEXT -> text();
      case DOUBLE_PRECISION -> Double.toString(finite(Double.longBitsToDouble(random.nextLong())));
      case REAL -> real();
      case BIGINT -> Long.toString(random.nextLong() >> random.nextInt(64));
      case INTEGER -> Integer.toString(random.nextInt() >> random.nextInt(32));
      case SMALLINT -> Integer.toString((short) random.nextInt());
      case BOOLEAN -> Boolean.toString(random.nextBoolean());
      case NUMERIC -> numeric();
      case UUID -> new UUID(random.nextLong(), random.nextLong()).toString();
      case JSONB -> '[' + json(3) + ']'; // a null alone is no value
    };
  }

  private String time() {
    long micros = ChronoUnit.MICROS.between(FIRST, LAST);
    int minutes = random.nextInt(-12 * 60, 14 * 60);
    return FIRST
        .plus(random.nextLong(micros), ChronoUnit.MICROS)
        .atOffset(ZoneOffset.ofTotalSeconds(minutes * 60))
        .toString();
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0.1;
  }

  /** More digits than a real has, so that it is rounded. */
  private String real() {
    float value = Float.intBitsToFloat(random.nextInt());
    double between = value + (double) Math.ulp(value) * random.nextDouble();
    return Math.abs(between) < Float.MAX_VALUE ? new BigDecimal(between).toString() : "0.1";
  }

  private String numeric() {
    BigInteger digits = new BigInteger(random.nextInt(200), random);
    String sign = random.nextBoolean() ? "-" : "";
    return sign + new BigDecimal(digits, random.nextInt(-40, 80));
  }

  private String text() {
    return random
        .ints(random.nextInt(20), 0x20, 0x3000)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private String json(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> numeric();
      case 1 -> "\"" + text().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      case 2 -> Boolean.toString(random.nextBoolean());
      case 3 -> "null";
      case 4 -> "[%s, %s]".formatted(json(depth - 1), json(depth - 1));
      default -> "{\"a\": %s,\"\u00fc\":%s}".formatted(json(depth - 1), json(depth - 1));
    };
  }
}

package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.TestRows;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
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

  /** A time for each row, a number for each, and a column of each type. */
  private static final TargetTable TABLE =
      TestTables.table("public.forms", List.of(), OnConflict.REFUSE, columns());

  private final long seed = new Random().nextLong();
  private final GeneratedValues generated = new GeneratedValues(new Random(seed));
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
    for (int row = 0; row < ROWS; row++) {
      int number = row;
      values.add(TYPES.stream().map(type -> generated.of(type, number)).toArray(String[]::new));
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
}

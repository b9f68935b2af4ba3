package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.TestRows;
import io.geostream.consumer.database.TargetTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** INSERT from arrays and COPY leave the same in the table, in columns of each type. */
final class ColumnTypesIT {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456Z");

  /** A column of each type, and those whose types bound the values further. */
  private static final Column[] COLUMNS = {
    TestTables.column("time", ColumnType.TIMESTAMPTZ),
    TestTables.column("text", ColumnType.TEXT),
    TestTables.column("double", ColumnType.DOUBLE_PRECISION),
    TestTables.column("real", ColumnType.REAL),
    TestTables.column("bigint", ColumnType.BIGINT),
    TestTables.column("integer", ColumnType.INTEGER),
    TestTables.column("smallint", ColumnType.SMALLINT),
    TestTables.column("boolean", ColumnType.BOOLEAN),
    TestTables.column("numeric", ColumnType.NUMERIC),
    TestTables.column("uuid", ColumnType.UUID),
    TestTables.column("jsonb", ColumnType.JSONB),
    TestTables.column("varchar", ColumnType.TEXT),
    TestTables.column("char", ColumnType.TEXT),
    TestTables.column("money", ColumnType.NUMERIC),
    TestTables.column("second", ColumnType.TIMESTAMPTZ)
  };

  private static final Object[] FULL = {
    TIME,
    "\u00fc \ud83c\udf0d",
    -0.0,
    1.1f,
    Long.MIN_VALUE,
    Integer.MAX_VALUE,
    -1,
    true,
    new BigDecimal("-12345678901234567890.00010"),
    new UUID(-1, 2),
    "{\"b\": [1, null], \"a\": \"\u00fc\"}",
    "abc",
    "a",
    new BigDecimal("12.345"),
    TIME
  };

  private static final TargetTable TABLE =
      TestTables.table("public.types", List.of(), OnConflict.REFUSE, COLUMNS);

  private WrittenTable database;
  private Connection connection;

  @BeforeEach
  void makeTable() throws Exception {
    database = WrittenTable.plain();
    database.execute(
        """
        CREATE TABLE types ("time" timestamptz, "text" text, "double" float8, "real" float4, "bigint" int8, "integer" int4,
          "smallint" int2, "boolean" bool, "numeric" numeric, "uuid" uuid, "jsonb" jsonb, "varchar" varchar(3), "char" char(3),
          "money" numeric(6, 2), "second" timestamptz(0))""");
    connection = database.connect();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void drop() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void valuesAndNullsOfEachTypeAreTheSameAsByCopy() throws Exception {
    List<Object[]> rows = new ArrayList<>(List.of(FULL, new Object[COLUMNS.length]));
    for (int column = 0; column < COLUMNS.length; column++) {
      Object[] without = FULL.clone();
      without[column] = null;
      rows.add(without);
    }
    rows.add(with("varchar", "abc   "));
    rows.add(with("char", "abc  "));
    rows.add(with("money", new BigDecimal("-0.005")));
    rows.add(with("money", new BigDecimal("9999.994")));
    rows.add(with("numeric", BigDecimal.ZERO));
    rows.add(with("numeric", new BigDecimal("1E+20")));
    rows.add(with("text", ""));
    rows.add(with("jsonb", "null"));
    CopyRows encoded = TestRows.of(TABLE.columns(), rows.toArray(Object[][]::new));

    List<String> copied = written(new CopyRowWriter(TABLE), encoded);
    assertThat(copied).hasSize(rows.size());
    assertThat(copied.get(0))
        .contains("-12345678901234567890.00010", "(\"2026-01-01 00:00:00.123456+00\"", "12.35");
    for (int again = 0; again < 7; again++) { // the driver names the statement after five
      assertThat(written(new InsertRowWriter(TABLE), encoded)).isEqualTo(copied);
    }
  }

  @Test
  void whatACopyRefusesAnInsertRefusesWithTheSameState() throws Exception {
    List<Object[]> refused =
        List.of(
            with("varchar", "abcd"),
            with("char", "abcd"),
            with("money", new BigDecimal("9999.995")));
    List<String> states = List.of("22001", "22001", "22003");
    for (int row = 0; row < refused.size(); row++) {
      CopyRows encoded = TestRows.of(TABLE.columns(), refused.get(row));
      assertThat(refusal(new CopyRowWriter(TABLE), encoded)).isEqualTo(states.get(row));
      assertThat(refusal(new InsertRowWriter(TABLE), encoded)).isEqualTo(states.get(row));
    }
  }

  private String refusal(RowWriter writer, CopyRows rows) throws SQLException {
    SQLException refusal =
        catchThrowableOfType(
            SQLException.class, () -> writer.write(connection, rows, 0, rows.count(), () -> {}));
    connection.rollback();
    return String.valueOf(refusal.getSQLState());
  }

  /** The rows as text, and the numbers' bits; nothing stays. */
  private List<String> written(RowWriter writer, CopyRows rows) throws SQLException {
    writer.write(connection, rows, 0, rows.count(), () -> {});
    WrittenTable.execute(connection, "SET LOCAL timezone = 'UTC'");
    List<String> texts =
        WrittenTable.strings(
            connection,
            "SELECT types::text || encode(float8send(coalesce(\"double\", 0)), 'hex') FROM types");
    connection.rollback();
    return texts;
  }

  private static Object[] with(String column, Object value) {
    int index =
        IntStream.range(0, COLUMNS.length)
            .filter(number -> COLUMNS[number].name().equals(column))
            .findFirst()
            .orElseThrow();
    Object[] row = Arrays.copyOf(FULL, FULL.length);
    row[index] = value;
    return row;
  }
}

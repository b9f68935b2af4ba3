package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import io.geostream.consumer.database.TableShape;
import io.geostream.consumer.database.TargetTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Statements name what the mapping names, whatever is in it. */
final class StatementTextsTest {

  private static final TargetTable ODD = TestTables.odd(OnConflict.REFUSE);

  @Test
  void namesAreQuotedAndTheTableHasItsSchema() {
    assertThat(ODD.name().sql()).isEqualTo("\"Plant 7\".\"Metrics \"\"x\"\"\"");
    assertThat(ODD.columnList()).isEqualTo("\"time\", \"select\", \"\u00dcnit\"");
    assertThat(ODD.regclass()).isEqualTo("'\"Plant 7\".\"Metrics \"\"x\"\"\"'::regclass");
    TargetTable quotes =
        TestTables.table(
            "\"o'clock\\\".t",
            List.of(),
            OnConflict.REFUSE,
            TestTables.column("a\"b", ColumnType.TIMESTAMPTZ));
    assertThat(quotes.regclass()).isEqualTo("E'\"o''clock\\\\\".\"t\"'::regclass");
    assertThat(quotes.columnList()).isEqualTo("\"a\"\"b\"");
  }

  @Test
  void aTableWithoutASchemaIsNone() {
    assertThatThrownBy(
            () ->
                new TargetTable(
                    new TableName(Optional.empty(), "t"),
                    ODD.columns(),
                    false,
                    List.of(),
                    OnConflict.REFUSE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void insertTakesAnArrayForEachColumn() {
    assertThat(new ColumnArrays(ODD).insert())
        .isEqualTo(
            "INSERT INTO \"Plant 7\".\"Metrics \"\"x\"\"\" (\"time\", \"select\", \"\u00dcnit\") SELECT unnest(?), unnest(?), unnest(?)");
  }

  @Test
  void theWitnessIsTheNewestRowAMicrosecondLater() {
    assertThat(Witness.of(ODD))
        .isEqualTo(
            """
            INSERT INTO "Plant 7"."Metrics ""x""\" ("time", "select", "\u00dcnit")
            SELECT "time" + interval '1 second', "select", "\u00dcnit" FROM "Plant 7"."Metrics ""x""\" ORDER BY "time" DESC LIMIT 1""");
  }

  @Test
  void ofATextColumnThreeTypesAreRight() {
    assertThat(new TableShape(ODD).isKept())
        .contains(
            "attrelid = '\"Plant 7\".\"Metrics \"\"x\"\"\"'::regclass",
            "('timestamptz'::regtype::oid) AND attname IN ('time')",
            "('text'::regtype::oid, 'varchar'::regtype::oid, 'bpchar'::regtype::oid) AND attname IN ('select')",
            "('double precision'::regtype::oid) AND attname IN ('\u00dcnit')");
  }
}

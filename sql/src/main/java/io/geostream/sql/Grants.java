package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rights of the group roles on a table: consumers write with one, dashboards read with the
 * other.
 *
 * @param table with its schema
 * @param updates whether the writer changes rows
 */
record Grants(TableName table, boolean updates) {

  // On an object of another owner nothing is lacking: only that owner can grant. An object or a
  // role that does not exist yet lacks everything.
  private static final String LACKS =
      """
      SELECT coalesce(bool_or(pg_has_role(object.%1$sowner, 'USAGE') AND (%2$s) IS NOT TRUE), true)
        FROM %3$s object
        LEFT JOIN pg_roles writer ON writer.rolname = 'geostream_writer'
        LEFT JOIN pg_roles reader ON reader.rolname = 'geostream_reader'
       WHERE %4$s
      """;

  /** The statements that make those that are lacking. */
  List<String> lacking(Statements statements) throws SQLException {
    String hasSchema =
        "has_schema_privilege(writer.oid, object.oid, 'USAGE') AND has_schema_privilege(reader.oid, object.oid, 'USAGE')";
    String isSchema = "object.nspname = " + Identifiers.literal(table.schema().orElseThrow());
    String hasTable =
        rights().stream()
            .map("has_table_privilege(writer.oid, object.oid, '%s')"::formatted)
            .collect(
                Collectors.joining(
                    " AND ", "", " AND has_table_privilege(reader.oid, object.oid, 'SELECT')"));
    String isTable = "object.oid = to_regclass(%s)".formatted(Identifiers.literal(table.sql()));
    List<String> lacking = new ArrayList<>();
    if (statements.holds(LACKS.formatted("nsp", hasSchema, "pg_namespace", isSchema))) {
      lacking.addAll(ofSchema());
    }
    if (statements.holds(LACKS.formatted("rel", hasTable, "pg_class", isTable))) {
      lacking.addAll(ofTable());
    }
    return lacking;
  }

  /** Lets both use the schema. */
  List<String> ofSchema() {
    return List.of(
        "GRANT USAGE ON SCHEMA %s TO geostream_writer, geostream_reader"
            .formatted(Identifiers.quoted(table.schema().orElseThrow())));
  }

  /** Lets them write and read the table. */
  List<String> ofTable() {
    return List.of(
        "GRANT %s ON %s TO geostream_writer".formatted(String.join(", ", rights()), table.sql()),
        "GRANT SELECT ON %s TO geostream_reader".formatted(table.sql()));
  }

  private List<String> rights() {
    return updates ? List.of("SELECT", "INSERT", "UPDATE") : List.of("SELECT", "INSERT");
  }
}

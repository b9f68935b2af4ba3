package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.TableName;
import java.util.List;
import java.util.Locale;

/**
 * What a login may not do with a table, with the statements that grant it.
 *
 * @param table with its schema
 * @param shown its name in messages
 */
record LoginRights(TableName table, String shown, LiveTable live) {

  /** None if it may use the schema. */
  List<String> lackingOnSchema() {
    String schema = Identifiers.quoted(table.schema().orElseThrow());
    return live.schemaUsable()
        ? List.of()
        : List.of(
            "login %1$s may not use schema %2$s: GRANT USAGE ON SCHEMA %2$s TO %1$s"
                .formatted(login(), schema));
  }

  /** None if it has all these rights on the whole table. */
  List<String> lacking(List<String> rights) {
    List<String> lacking =
        rights.stream()
            .filter(
                right ->
                    !live.relation().columns().stream()
                        .allMatch(column -> column.rights().contains(right)))
            .toList();
    return lacking.isEmpty()
        ? List.of()
        : List.of("login %s may not use %s: %s".formatted(login(), shown, grant(lacking)));
  }

  /** None if it has a right on these columns; a missing column is reported elsewhere. */
  List<String> lacking(String right, List<String> columns) {
    List<String> lacking =
        columns.stream()
            .flatMap(name -> live.relation().column(name).stream())
            .filter(column -> !column.rights().contains(right))
            .map(LiveColumn::name)
            .toList();
    return lacking.isEmpty()
        ? List.of()
        : List.of(
            "login %s has no right to %s in %s of %s: %s"
                .formatted(
                    login(),
                    right.toLowerCase(Locale.ROOT),
                    String.join(", ", lacking),
                    shown,
                    grant(List.of(right))));
  }

  private String grant(List<String> rights) {
    return "GRANT %s ON %s TO %s".formatted(String.join(", ", rights), table.sql(), login());
  }

  private String login() {
    return Identifiers.quoted(live.login());
  }
}

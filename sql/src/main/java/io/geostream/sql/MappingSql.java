package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that {@link SchemaMigrator#migrate} runs for a mapping, in their order and without
 * a semicolon at the end. For the built-in table's migrations there is a comment that names them.
 */
public final class MappingSql {

  private static final String PUBLIC = "public";

  private MappingSql() {}

  /** What makes all in a database that is empty, on a server with TimescaleDB. */
  public static List<String> ofEmptyDatabase(Mapping mapping) {
    TableName table = mapping.table();
    boolean builtIn =
        table.name().equals(SearchPath.BUILT_IN) && table.schema().orElse(PUBLIC).equals(PUBLIC);
    Target target = new Target(new Place(PUBLIC, PUBLIC), table, builtIn);
    List<Change> changes = new ArrayList<>();
    if (builtIn) {
      changes.add(migrations("all"));
    } else {
      changes.add(ServerCheck.EXTENSION);
      changes.add(Roles.MISSING);
    }
    changes.addAll(new Changes(target, mapping, Flavour.TIMESCALEDB, true, true).inEmptyDatabase());
    return statements(changes);
  }

  static Change migrations(String which) {
    return new Change(
        "migrations",
        List.of(
            "-- geostream's migrations (%s): `consumer.jar migrate` applies them"
                .formatted(which)));
  }

  static List<String> statements(List<Change> changes) {
    return changes.stream().flatMap(change -> change.statements().stream()).toList();
  }
}

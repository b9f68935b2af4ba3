package io.geostream.common.mapping;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a table, as the catalog has it.
 *
 * @param schema empty if the search path decides
 * @param name without its schema
 */
public record TableName(Optional<String> schema, String name) {

  private static final String IDENTIFIER = "\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*";
  private static final Pattern LAYOUT =
      Pattern.compile("(?:(" + IDENTIFIER + ")\\.)?(" + IDENTIFIER + ")");

  /**
   * Reads a name as SQL writes it: {@code plant.metrics}, {@code "Mixed".case}. Outside quotes, A
   * to Z are folded to lower case.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TableName parse(String sql) {
    Matcher layout = LAYOUT.matcher(sql);
    if (!layout.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a table's name; write it as in SQL, such as plant.metrics or \"Mixed\".case"
              .formatted(sql));
    }
    return new TableName(
        Optional.ofNullable(layout.group(1)).map(Identifiers::unquoted),
        Identifiers.unquoted(layout.group(2)));
  }

  /** The same table in a schema that is known. */
  public TableName in(String knownSchema) {
    return new TableName(Optional.of(knownSchema), name);
  }

  /** The name for a statement, quoted. */
  public String sql() {
    return schema.map(quoted -> Identifiers.quoted(quoted) + ".").orElse("")
        + Identifiers.quoted(name);
  }

  /** The name for a person, and in kafka_offsets: quoted where SQL needs it. */
  @Override
  public String toString() {
    return schema.map(shown -> Identifiers.shown(shown) + ".").orElse("") + Identifiers.shown(name);
  }
}

package io.geostream.consumer.database;

import io.geostream.common.mapping.Identifiers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table is wrong, not the data: dead letters would not help. */
public final class SchemaRefusalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private SchemaRefusalException(String message) {
    super(message);
  }

  /**
   * The database refused all messages that were tried.
   *
   * @param messages how many
   * @param place of the record of one of them
   * @param reason what the database says of that one
   */
  public static SchemaRefusalException refusesAll(
      TargetTable table, int messages, String place, String reason) {
    return new SchemaRefusalException(
        String.format(
            Locale.ROOT,
            "the database refused the rows of each of %d messages tried and accepted none, so %s is wrong, not the data; for example, %s: %s",
            messages,
            table.name(),
            place,
            reason));
  }

  /**
   * The database refused even an empty write.
   *
   * @param reason what the database says
   */
  public static SchemaRefusalException refusesNoRows(TargetTable table, @Nullable String reason) {
    return new SchemaRefusalException(
        "the database refuses an empty write too, so %s is wrong, not the data: %s"
            .formatted(table.name(), reason));
  }

  /** A column has another type than the one that rows are encoded for. */
  static SchemaRefusalException otherType(TargetTable table, String column, String type) {
    String expected =
        table.columns().stream()
            .filter(mapped -> mapped.name().equals(column))
            .map(mapped -> mapped.type().catalogName())
            .findFirst()
            .orElse("what the mapping has"); // a name that PostgreSQL has cut
    return new SchemaRefusalException(
        "%s.%s is %s, not %s: it was changed, and nothing is written into it"
            .formatted(table.name(), Identifiers.shown(column), type, expected));
  }
}

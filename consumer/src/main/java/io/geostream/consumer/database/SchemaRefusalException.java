package io.geostream.consumer.database;

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
  public static SchemaRefusalException refusesAll(int messages, String place, String reason) {
    return new SchemaRefusalException(
        String.format(
            Locale.ROOT,
            "the database refused the rows of each of %d messages tried and accepted none, so geospatial_metrics is wrong, not the data; for example, %s: %s",
            messages,
            place,
            reason));
  }

  /**
   * The database refused even an empty write.
   *
   * @param reason what the database says
   */
  public static SchemaRefusalException refusesNoRows(@Nullable String reason) {
    return new SchemaRefusalException(
        "the database refuses even to write no rows, so geospatial_metrics is wrong, not the data: "
            + reason);
  }

  /** A column has another type than the one that rows are encoded for. */
  static SchemaRefusalException otherType(String column, String type, String expected) {
    return new SchemaRefusalException(
        "geospatial_metrics.%s is %s, not %s: it was changed, and nothing is written into it"
            .formatted(column, type, expected));
  }
}

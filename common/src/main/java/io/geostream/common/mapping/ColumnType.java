package io.geostream.common.mapping;

import java.util.Arrays;
import java.util.Optional;

/** The types of columns that can be written. */
public enum ColumnType {
  TIMESTAMPTZ("timestamptz", "timestamp with time zone"),
  TEXT("text", "text"),
  DOUBLE_PRECISION("double precision", "double precision"),
  REAL("real", "real"),
  BIGINT("bigint", "bigint"),
  INTEGER("integer", "integer"),
  SMALLINT("smallint", "smallint"),
  BOOLEAN("boolean", "boolean"),
  NUMERIC("numeric", "numeric"),
  UUID("uuid", "uuid"),
  JSONB("jsonb", "jsonb");

  private final String word;
  private final String catalogName;

  ColumnType(String word, String catalogName) {
    this.word = word;
    this.catalogName = catalogName;
  }

  /** The type with this word in a mapping. */
  public static Optional<ColumnType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** The word in a mapping, which SQL takes too. */
  public String word() {
    return word;
  }

  /** The name that PostgreSQL's {@code format_type} gives it. */
  public String catalogName() {
    return catalogName;
  }

  /** Whether its values are numbers in JSON. */
  public boolean isNumber() {
    return switch (this) {
      case DOUBLE_PRECISION, REAL, BIGINT, INTEGER, SMALLINT, NUMERIC -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return word;
  }
}

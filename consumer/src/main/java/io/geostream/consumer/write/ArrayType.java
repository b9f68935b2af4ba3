package io.geostream.consumer.write;

import io.geostream.common.mapping.ColumnType;
import org.postgresql.core.Oid;

/**
 * The types of an array with a column's values, by their numbers in PostgreSQL's catalog.
 *
 * @param element of a value
 * @param array of the array
 */
record ArrayType(int element, int array) {

  static ArrayType of(ColumnType column) {
    return switch (column) {
      case TIMESTAMPTZ -> new ArrayType(Oid.TIMESTAMPTZ, Oid.TIMESTAMPTZ_ARRAY);
      case TEXT -> new ArrayType(Oid.TEXT, Oid.TEXT_ARRAY);
      case DOUBLE_PRECISION -> new ArrayType(Oid.FLOAT8, Oid.FLOAT8_ARRAY);
      case REAL -> new ArrayType(Oid.FLOAT4, Oid.FLOAT4_ARRAY);
      case BIGINT -> new ArrayType(Oid.INT8, Oid.INT8_ARRAY);
      case INTEGER -> new ArrayType(Oid.INT4, Oid.INT4_ARRAY);
      case SMALLINT -> new ArrayType(Oid.INT2, Oid.INT2_ARRAY);
      case BOOLEAN -> new ArrayType(Oid.BOOL, Oid.BOOL_ARRAY);
      case NUMERIC -> new ArrayType(Oid.NUMERIC, Oid.NUMERIC_ARRAY);
      case UUID -> new ArrayType(Oid.UUID, Oid.UUID_ARRAY);
      case JSONB -> new ArrayType(Oid.JSONB, Oid.JSONB_ARRAY);
    };
  }
}

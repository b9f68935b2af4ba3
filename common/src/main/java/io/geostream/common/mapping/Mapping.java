package io.geostream.common.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a message is and which rows of which table it becomes. {@link
 * io.geostream.common.mapping.file.MappingFile} checks that its parts go together.
 *
 * @param table where the rows go
 * @param columns in the order of the file, 1 to {@value #MAX_COLUMNS}
 * @param time the name of the column that the table is partitioned by
 * @param key the name of the column that identifies a series. Batches with many rows of each go
 *     straight into the columnstore, if that groups rows by this column alone
 * @param each the array whose elements are the rows; empty if the message is one row
 * @param anyOf names of columns of which a row has at least one; empty if it may lack all of them
 * @param unique names of the columns of the table's unique index; none if there is none
 * @param onConflict what becomes of a row that is there already
 * @param hypertable what the file says of how the table is made
 */
public record Mapping(
    TableName table,
    List<Column> columns,
    String time,
    Optional<String> key,
    Optional<JsonPointer> each,
    List<String> anyOf,
    List<String> unique,
    OnConflict onConflict,
    Hypertable hypertable) {

  /** The most columns of a row. */
  public static final int MAX_COLUMNS = 64;

  public Mapping {
    columns = List.copyOf(columns);
    anyOf = List.copyOf(anyOf);
    unique = List.copyOf(unique);
  }

  /** The columns in the order of a row: the time, the key, then the others as in the file. */
  public List<Column> rowColumns() {
    List<Column> row = new ArrayList<>();
    row.add(column(time));
    key.map(this::column).ifPresent(row::add);
    columns.stream().filter(column -> !row.contains(column)).forEach(row::add);
    return List.copyOf(row);
  }

  /** How much time a chunk spans, if the table is made. */
  public String chunk() {
    return hypertable.chunk().orElse(Hypertable.USUAL_CHUNK);
  }

  /** The columns by which the columnstore groups rows, if the table is made. */
  public List<String> segmentBy() {
    return hypertable.segmentBy().orElseGet(() -> key.stream().toList());
  }

  /**
   * The column of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Column column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column " + name));
  }
}

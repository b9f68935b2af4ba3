package io.geostream.consumer.batch;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Rows of any columns, of which the first is the time; decoded as messages are. */
public final class TestRows {

  /** A message is at most a megabyte. */
  private static final int ROWS_OF_A_MESSAGE = 1_000;

  private static final int MANY = 10_000;

  private TestRows() {}

  /** A row for each array, which has a value for each column. */
  public static CopyRows of(List<Column> columns, Object[]... rows) {
    CopyRows encoded = new CopyRows(1);
    for (int from = 0; from < rows.length; from += ROWS_OF_A_MESSAGE) {
      int to = Math.min(rows.length, from + ROWS_OF_A_MESSAGE);
      DecodedRows decoded = decoded(columns, Arrays.copyOfRange(rows, from, to));
      for (int row = 0; row < decoded.count(); row++) {
        encoded.add(decoded, row);
      }
    }
    return encoded;
  }

  /** A batch with a message for each row, of partition 0 from offset 0 on. */
  public static Batch batch(List<Column> columns, Object[]... rows) {
    Batch batch = new Batch(0, 0, BatchLimits.of(MANY, ChunkWidth.HOUR));
    for (int offset = 0; offset < rows.length; offset++) {
      batch.add(Records.record(0, offset), decoded(columns, new Object[][] {rows[offset]}));
    }
    batch.advance(0, 0, rows.length, Optional.empty());
    return batch;
  }

  private static DecodedRows decoded(List<Column> columns, Object[][] rows) {
    MappingDecoder decoder = MappingDecoder.of(mapping(columns), ignored -> {});
    String message =
        Arrays.stream(rows)
            .map(row -> json(columns, row))
            .collect(Collectors.joining(",", "[", "]"));
    BadRecord fault =
        decoder.decode(
            new ConsumerRecord<>(
                "rows", 0, 0, new byte[0], message.getBytes(StandardCharsets.UTF_8)));
    if (fault != null) {
      throw new IllegalArgumentException(fault.message());
    }
    return decoder.rows();
  }

  private static Mapping mapping(List<Column> columns) {
    return new Mapping(
        new TableName(Optional.empty(), "rows"),
        columns,
        columns.get(0).name(),
        Optional.empty(),
        Optional.of(JsonPointer.WHOLE),
        List.of(),
        List.of(),
        OnConflict.REFUSE,
        Hypertable.USUAL);
  }

  private static String json(List<Column> columns, Object[] row) {
    return IntStream.range(0, row.length)
        .mapToObj(i -> quoted(columns.get(i).name()) + ":" + json(columns.get(i).type(), row[i]))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(ColumnType type, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return switch (type) {
      case TEXT, TIMESTAMPTZ, UUID -> quoted(value.toString());
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

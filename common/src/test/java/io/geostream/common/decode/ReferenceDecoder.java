package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Source;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A mapping evaluated in the obvious way: the message as a tree, each column looked up in it on its
 * own, and of all faults the first in the text. Slow, and independent of the decoder that it is
 * compared with.
 */
final class ReferenceDecoder {

  private static final int MOST_ROWS = 10_000;

  /** The server reads no number, not even zero, whose exponent is larger by about that. */
  private static final BigInteger MOST_EXPONENT = BigInteger.valueOf(1_073_741_823 - 1_000);

  private final Mapping mapping;
  private final List<Column> columns;
  private final List<Column> inMessage;
  private final Map<String, Object> fallbacks = new LinkedHashMap<>();

  /** Faults of the message in hand, by their place in its text. */
  private final TreeMap<Integer, Set<ErrorCode>> faults = new TreeMap<>();

  ReferenceDecoder(Mapping mapping) {
    this.mapping = mapping;
    this.columns = mapping.rowColumns();
    this.inMessage =
        mapping.columns().stream()
            .filter(
                column ->
                    column.source() instanceof Source.OfRow
                        || column.source() instanceof Source.OfMessage)
            .toList();
    for (Column column : mapping.columns()) {
      column
          .fallback()
          .ifPresent(
              json -> {
                Object value = read(column, parsed(json));
                if (value != null) {
                  fallbacks.put(column.name(), value);
                }
              });
    }
  }

  private static JsonTree parsed(String json) {
    try {
      return JsonTree.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonTree.NoJsonException e) {
      throw new AssertionError(json, e);
    }
  }

  Outcome decode(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Outcome.bad(ErrorCode.NOT_JSON);
    }
    if (record.value().length > 1 << 20) {
      return Outcome.bad(ErrorCode.TOO_LARGE);
    }
    JsonTree message;
    try {
      message = JsonTree.parse(record.value());
    } catch (JsonTree.NoJsonException e) {
      return Outcome.bad(e.code);
    }
    faults.clear();
    List<Map<String, Object>> rows = rows(message);
    if (!faults.isEmpty()) {
      return Outcome.bad(faults.firstEntry().getValue());
    }
    Map<String, Object> ofRecord = new LinkedHashMap<>();
    try {
      for (Column column : columns) {
        Object value = ofRecord(column, record);
        if (value != null) {
          ofRecord.put(column.name(), value);
        }
      }
    } catch (ReferenceValues.FaultException e) {
      return Outcome.bad(e.code);
    }
    if (rows == null) {
      return Outcome.bad(ErrorCode.MISSING_FIELD);
    }
    rows.forEach(row -> row.putAll(ofRecord));
    return completed(rows);
  }

  private Outcome completed(List<Map<String, Object>> rows) {
    for (Map<String, Object> row : rows) {
      for (Column column : mapping.columns()) {
        if (column.required() && !row.containsKey(column.name())) {
          return Outcome.bad(ErrorCode.MISSING_FIELD);
        }
      }
    }
    for (Map<String, Object> row : rows) {
      if (!mapping.anyOf().isEmpty() && mapping.anyOf().stream().noneMatch(row::containsKey)) {
        return Outcome.bad(ErrorCode.NO_MEASUREMENT);
      }
      fallbacks.forEach(row::putIfAbsent);
    }
    long size = 0;
    for (Map<String, Object> row : rows) {
      size += ReferenceSize.of(columns, row);
    }
    return size <= 16 << 20 ? Outcome.good(rows) : Outcome.bad(ErrorCode.TOO_LARGE);
  }

  /** The rows without what comes from the record; null if the array of {@code each} is missing. */
  private @Nullable List<Map<String, Object>> rows(JsonTree message) {
    if (!mayBe(message)) {
      if (!(message instanceof JsonTree.Null && mapping.each().isPresent() && isEachWhole())) {
        fault(message.at(), ErrorCode.WRONG_TYPE);
      }
      return null;
    }
    Map<String, Object> ofMessage = new LinkedHashMap<>();
    for (Column column : inMessage) {
      if (column.source() instanceof Source.OfMessage source) {
        put(ofMessage, column, find(message, source.pointer()));
      }
    }
    if (mapping.each().isEmpty()) {
      put(ofMessage, message);
      List<Map<String, Object>> rows = new ArrayList<>();
      rows.add(ofMessage);
      return rows;
    }
    JsonTree array = find(message, mapping.each().get());
    if (array == null) {
      return null;
    }
    if (!(array instanceof JsonTree.Arr elements)) {
      fault(array.at(), ErrorCode.WRONG_TYPE);
      return null;
    }
    return rows(elements.elements(), ofMessage);
  }

  private List<Map<String, Object>> rows(List<JsonTree> elements, Map<String, Object> ofMessage) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonTree element : elements) {
      if (rows.size() == MOST_ROWS) {
        fault(element.at(), ErrorCode.TOO_LARGE);
      } else if (!(element instanceof JsonTree.Obj)) {
        fault(element.at(), ErrorCode.WRONG_TYPE);
      }
      if (!faults.isEmpty() && faults.firstKey() < element.at()) {
        break;
      }
      Map<String, Object> row = new LinkedHashMap<>(ofMessage);
      if (element instanceof JsonTree.Obj) {
        put(row, element);
      }
      rows.add(row);
    }
    return rows;
  }

  private boolean isEachWhole() {
    return mapping.each().filter(JsonPointer.WHOLE::equals).isPresent();
  }

  /** A message is an object; an array if it is looked into as one; anything if it is all stored. */
  private boolean mayBe(JsonTree message) {
    if (isEachWhole()) {
      return message instanceof JsonTree.Arr;
    }
    List<List<String>> pointers = new ArrayList<>();
    mapping.each().ifPresent(pointer -> pointers.add(pointer.tokens()));
    for (Column column : inMessage) {
      if (column.source() instanceof Source.OfMessage source) {
        pointers.add(source.pointer().tokens());
      } else if (mapping.each().isEmpty()) {
        pointers.add(((Source.OfRow) column.source()).pointer().tokens());
      }
    }
    if (!pointers.isEmpty() && pointers.stream().allMatch(List::isEmpty)) {
      return true;
    }
    boolean isIndexed =
        pointers.stream().anyMatch(tokens -> !tokens.isEmpty())
            && pointers.stream().allMatch(tokens -> tokens.isEmpty() || isIndex(tokens.get(0)));
    return message instanceof JsonTree.Obj || (isIndexed && message instanceof JsonTree.Arr);
  }

  private static boolean isIndex(String token) {
    return token.matches("0|[1-9][0-9]*");
  }

  private void put(Map<String, Object> row, JsonTree rowValue) {
    for (Column column : inMessage) {
      if (column.source() instanceof Source.OfRow source) {
        put(row, column, find(rowValue, source.pointer()));
      }
    }
  }

  private void put(Map<String, Object> row, Column column, @Nullable JsonTree value) {
    Object converted = value == null ? null : read(column, value);
    if (converted != null) {
      row.put(column.name(), converted);
    }
  }

  /** The value that a pointer leads to; null if it is missing. */
  private @Nullable JsonTree find(JsonTree from, JsonPointer pointer) {
    JsonTree at = from;
    for (String token : pointer.tokens()) {
      if (at instanceof JsonTree.Obj object) {
        List<JsonTree.Member> named =
            object.members().stream().filter(member -> member.name().equals(token)).toList();
        if (named.size() > 1) {
          fault(named.get(1).at(), ErrorCode.DUPLICATE_FIELD);
        }
        at = named.isEmpty() ? null : named.get(0).value();
      } else if (at instanceof JsonTree.Arr array && isIndex(token)) {
        int index = Integer.parseInt(token);
        at = index < array.elements().size() ? array.elements().get(index) : null;
      } else {
        fault(at.at(), ErrorCode.WRONG_TYPE);
        at = null;
      }
      if (at == null || at instanceof JsonTree.Null) {
        return null;
      }
    }
    return at instanceof JsonTree.Null ? null : at;
  }

  private @Nullable Object read(Column column, JsonTree value) {
    if (column.type() == ColumnType.JSONB) {
      if (isAbsent(column, value)) {
        return null;
      }
      checkStorable(value);
      return value.raw();
    }
    try {
      return ReferenceValues.of(column, value);
    } catch (ReferenceValues.FaultException e) {
      fault(value.at(), e.code);
      return null;
    }
  }

  private static boolean isAbsent(Column column, JsonTree value) {
    if (value instanceof JsonTree.Text text) {
      return column.absent().texts().contains(text.text());
    }
    if (value instanceof JsonTree.Num number) {
      ReferenceNumber parsed = ReferenceNumber.parse(number.raw());
      return parsed != null && column.absent().numbers().stream().anyMatch(parsed::equalsNumber);
    }
    return false;
  }

  /** Notes what jsonb does not take. */
  private void checkStorable(JsonTree value) {
    if (value instanceof JsonTree.Obj object) {
      for (JsonTree.Member member : object.members()) {
        if (!ReferenceValues.isStorable(member.name())) {
          fault(member.at(), ErrorCode.OUT_OF_RANGE);
        }
        checkStorable(member.value());
      }
    } else if (value instanceof JsonTree.Arr array) {
      array.elements().forEach(this::checkStorable);
    } else if (value instanceof JsonTree.Text text && !ReferenceValues.isStorable(text.text())) {
      fault(value.at(), ErrorCode.OUT_OF_RANGE);
    } else if (value instanceof JsonTree.Num) {
      ReferenceNumber number = ReferenceNumber.parse(value.raw());
      if (number == null || number.digits() > 1_000) {
        fault(value.at(), ErrorCode.TOO_LARGE);
      } else if (!ReferenceValues.isNumeric(number)
          || number.exponent().compareTo(MOST_EXPONENT) >= 0) {
        fault(value.at(), ErrorCode.OUT_OF_RANGE);
      }
    }
  }

  private static @Nullable Object ofRecord(Column column, ConsumerRecord<byte[], byte[]> record)
      throws ReferenceValues.FaultException {
    if (column.source() instanceof Source.Header named) {
      Object value = null;
      for (Header header : record.headers()) {
        if (header.key().equals(named.name())) {
          value = header.value();
        }
      }
      return value == null ? null : ReferenceValues.ofText(column, utf8((byte[]) value));
    }
    if (!(column.source() instanceof Source.Part part)) {
      return null;
    }
    return switch (part) {
      case KEY -> record.key() == null ? null : ReferenceValues.ofText(column, utf8(record.key()));
      case TOPIC -> ReferenceValues.ofText(column, record.topic());
      case PARTITION -> ReferenceValues.ofNumber(column, String.valueOf(record.partition()));
      case OFFSET -> ReferenceValues.ofNumber(column, String.valueOf(record.offset()));
      case TIMESTAMP ->
          record.timestamp() == -1
              ? null
              : ReferenceValues.time(Instant.ofEpochMilli(record.timestamp()));
    };
  }

  private static String utf8(byte[] bytes) throws ReferenceValues.FaultException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ReferenceValues.FaultException(ErrorCode.WRONG_TYPE);
    }
  }

  private void fault(int at, ErrorCode code) {
    faults.computeIfAbsent(at, place -> EnumSet.noneOf(ErrorCode.class)).add(code);
  }
}

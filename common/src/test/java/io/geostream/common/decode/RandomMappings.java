package io.geostream.common.decode;

import io.geostream.common.mapping.Absent;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Length;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.Range;
import io.geostream.common.mapping.Source;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.TimeFormat;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Mappings of every kind that a file can have, small names and few places so that they meet. */
@SuppressWarnings("EnumOrdinal") // only a way to number the types
final class RandomMappings {

  private static final List<String> NAMES =
      List.of("a", "b", "c", "id", "ts", "0", "1", "2", "ü", "x y", "a/b", "~t", "", "device");
  private static final List<String> HEADERS = List.of("unit", "Site");
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe");
  private static final List<TimeFormat> FORMATS = List.of(TimeFormat.values());
  private static final List<ColumnType> TYPES = List.of(ColumnType.values());
  private static final TableName TABLE = TableName.parse("t");

  /** Besides the time and the key, of the 64 columns that a mapping may have. */
  private static final int MOST_BUT_TWO = 63;

  private final RandomGenerator random;

  RandomMappings(RandomGenerator random) {
    this.random = random;
  }

  /** A mapping that can be read. */
  Mapping next() {
    while (true) {
      Mapping mapping = any();
      try {
        MappingDecoder.of(mapping, ignored -> {});
        return mapping;
      } catch (ColumnFaultException e) {
        // The next one may be readable.
      }
    }
  }

  private Mapping any() {
    Optional<JsonPointer> each =
        random.nextInt(3) > 0
            ? Optional.empty()
            : Optional.of(random.nextInt(4) == 0 ? JsonPointer.WHOLE : pointer());
    List<Column> columns = new ArrayList<>();
    columns.add(time(each.isPresent()));
    boolean hasKey = random.nextBoolean();
    int more = (hasKey ? 1 : 0) + random.nextInt(random.nextInt(20) == 0 ? MOST_BUT_TWO : 8);
    for (int i = 0; i < more; i++) {
      columns.add(column("c" + i, hasKey && i == 0, each.isPresent()));
    }
    List<String> anyOf =
        random.nextInt(3) > 0
            ? List.of()
            : columns.stream()
                .filter(column -> column.mayBeNull() && random.nextBoolean())
                .map(Column::name)
                .toList();
    Optional<String> key = hasKey ? Optional.of("c0") : Optional.empty();
    return new Mapping(
        TABLE, columns, "time", key, each, anyOf, List.of(), OnConflict.REFUSE, Hypertable.USUAL);
  }

  private Column time(boolean isInElement) {
    TimeFormat format = oneOf(FORMATS);
    boolean isOfRecord = random.nextInt(4) == 0;
    return new Column(
        "time",
        isOfRecord ? Source.Part.TIMESTAMP : inJson(isInElement, false),
        ColumnType.TIMESTAMPTZ,
        isOfRecord ? TimeFormat.ISO : format,
        zone(),
        true,
        Absent.NONE,
        false,
        Optional.empty(),
        Range.ANY,
        Length.ANY,
        false);
  }

  private Column column(String name, boolean isKey, boolean isInElement) {
    ColumnType type = oneOf(TYPES);
    boolean isRequired = isKey || random.nextInt(5) == 0;
    boolean isText = type == ColumnType.TEXT;
    Source source = source(type, isInElement);
    boolean isOfRecord = source instanceof Source.Part || source instanceof Source.Header;
    boolean coerces = isOfRecord || random.nextInt(3) == 0;
    boolean hasFormat = type == ColumnType.TIMESTAMPTZ && !isOfRecord;
    return new Column(
        name,
        source,
        type,
        hasFormat ? oneOf(FORMATS) : TimeFormat.ISO,
        type == ColumnType.TIMESTAMPTZ ? zone() : Optional.empty(),
        isRequired,
        absent(),
        coerces,
        isRequired || random.nextInt(4) > 0 ? Optional.empty() : Optional.of(fallback(type)),
        type.isNumber() && random.nextInt(3) == 0 ? range() : Range.ANY,
        isText && random.nextInt(3) == 0 ? length() : Length.ANY,
        isText && random.nextInt(3) == 0);
  }

  private Source source(ColumnType type, boolean isInElement) {
    boolean isUsual = type.isNumber() || type == ColumnType.TEXT;
    if (random.nextInt(isUsual ? 8 : 40) == 0 && type != ColumnType.JSONB) {
      return switch (random.nextInt(isUsual ? 5 : 3)) {
        case 0 -> Source.Part.KEY;
        case 1 -> Source.Part.TOPIC;
        case 2 -> new Source.Header(oneOf(HEADERS));
        case 3 -> Source.Part.PARTITION;
        default -> Source.Part.OFFSET;
      };
    }
    return inJson(isInElement, type == ColumnType.JSONB);
  }

  private Source inJson(boolean isInElement, boolean mayBeWhole) {
    boolean isWhole = mayBeWhole && random.nextInt(4) == 0;
    JsonPointer pointer = isWhole ? JsonPointer.WHOLE : pointer();
    return isInElement && random.nextInt(3) == 0
        ? new Source.OfMessage(pointer)
        : new Source.OfRow(pointer);
  }

  private JsonPointer pointer() {
    int depth = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(3);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      tokens.add(oneOf(NAMES));
    }
    return new JsonPointer(tokens);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Optional<ZoneId> zone() {
    return random.nextInt(3) == 0 ? Optional.of(ZoneId.of(oneOf(ZONES))) : Optional.empty();
  }

  private Absent absent() {
    if (random.nextInt(4) > 0) {
      return Absent.NONE;
    }
    Set<String> texts = random.nextBoolean() ? Set.of("NA", "", "é", "-1") : Set.of();
    return new Absent(
        texts,
        random.nextBoolean()
            ? List.of(new BigDecimal("-999"), new BigDecimal("0.5"), BigDecimal.ZERO)
            : List.of());
  }

  private Range range() {
    return switch (random.nextInt(5)) {
      case 0 -> new Range(bound("-100"), bound("100"));
      case 1 -> new Range(bound("0"), Optional.empty());
      case 2 -> new Range(Optional.empty(), bound("1000.5"));
      case 3 -> new Range(bound("0.1"), bound("0.3"));
      default -> new Range(bound("-9223372036854775807.5"), bound("1e400"));
    };
  }

  private static Optional<BigDecimal> bound(String number) {
    return Optional.of(new BigDecimal(number));
  }

  private Length length() {
    int least = random.nextInt(3);
    return new Length(least, least + random.nextInt(6));
  }

  private String fallback(ColumnType type) {
    return switch (type) {
      case TIMESTAMPTZ -> random.nextBoolean() ? "\"2026-01-01T00:00:00Z\"" : "1764000000";
      case TEXT -> "\"ü\"";
      case BOOLEAN -> "true";
      case UUID -> "\"00112233-4455-6677-8899-aabbccddeeff\"";
      case JSONB -> "{\"d\":[1,{}]}";
      default -> random.nextBoolean() ? "7" : "0.25";
    };
  }
}

package io.geostream.common.mapping.file;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.text.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The types of columns, as files name them. */
final class TypeWords {

  private static final Map<String, ColumnType> SYNONYMS =
      Map.ofEntries(
          Map.entry("timestamp with time zone", ColumnType.TIMESTAMPTZ),
          Map.entry("string", ColumnType.TEXT),
          Map.entry("varchar", ColumnType.TEXT),
          Map.entry("character varying", ColumnType.TEXT),
          Map.entry("char", ColumnType.TEXT),
          Map.entry("character", ColumnType.TEXT),
          Map.entry("bpchar", ColumnType.TEXT),
          Map.entry("double", ColumnType.DOUBLE_PRECISION),
          Map.entry("float", ColumnType.DOUBLE_PRECISION),
          Map.entry("float8", ColumnType.DOUBLE_PRECISION),
          Map.entry("float4", ColumnType.REAL),
          Map.entry("long", ColumnType.BIGINT),
          Map.entry("int8", ColumnType.BIGINT),
          Map.entry("int", ColumnType.INTEGER),
          Map.entry("int4", ColumnType.INTEGER),
          Map.entry("int2", ColumnType.SMALLINT),
          Map.entry("bool", ColumnType.BOOLEAN),
          Map.entry("decimal", ColumnType.NUMERIC));

  private static final Map<String, String> INSTEAD =
      Map.of(
          "timestamp", "use timestamptz, with zone for times without an offset",
          "timestamp without time zone", "use timestamptz, with zone for times without an offset",
          "date", "use timestamptz",
          "json", "use jsonb");

  private static final List<String> WORDS =
      Arrays.stream(ColumnType.values()).map(ColumnType::word).toList();
  private static final String ALL = String.join(", ", WORDS);

  private TypeWords() {}

  /** The type that a column's word {@code type} names. */
  static ColumnType read(Words words) {
    String text = words.get("type", "it: one of " + ALL).text(words.name("type"));
    return ColumnType.of(text).orElseThrow(() -> refusal(words, text));
  }

  private static MappingException refusal(Words words, String text) {
    String quoted = YamlScalar.quoted(text);
    String lower = text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
    String unsupported = "is " + quoted + ", which is not supported";
    if (lower.endsWith("]")) {
      return words.fault("type", unsupported, "use jsonb for arrays");
    }
    String plain = lower.replaceAll(" ?\\([\\d, ]*\\)", "");
    ColumnType meant = ColumnType.of(plain).orElse(SYNONYMS.get(plain));
    if (meant != null) {
      String length = meant == ColumnType.TEXT ? ", with length for its most characters" : "";
      return words.fault(
          "type", "is " + quoted, "write " + meant + (plain.equals(lower) ? "" : length));
    }
    if (INSTEAD.containsKey(plain)) {
      return words.fault("type", unsupported, INSTEAD.get(plain));
    }
    return Spelling.nearest(plain, WORDS)
        .map(near -> words.fault("type", "is " + quoted, "did you mean " + near + "?"))
        .orElseGet(() -> words.fault("type", unsupported, "it has to be one of " + ALL));
  }
}

package io.geostream.producer.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.reading.FieldNames;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.ReadingDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV whose first line names the fields, in any order: those of a reading's JSON, with {@code
 * time} (the table's column) for {@code timestamp} too. An empty field is an absent one. A
 * timestamp may be written as psql does ({@code 2026-11-22 20:07:56.12+00}).
 *
 * <p>Each line is made into JSON and decoded as such, so that one place has the rules.
 */
final class CsvReadings implements EntryReader {

  private static final String TIME_COLUMN = "time";
  private static final Set<String> NUMBERS =
      NumericField.ALL.stream().map(NumericField::column).collect(Collectors.toUnmodifiableSet());
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern PSQL_TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)([+-]\\d\\d)?(.*)");

  private final CsvReader lines;
  private final ReadingDecoder decoder;
  private final List<String> names;
  private final JsonFactory json = new JsonFactory();
  private final ByteArrayOutputStream object = new ByteArrayOutputStream();

  /**
   * Reads the header.
   *
   * @throws IOException if the header is none for readings; the message names the line
   */
  CsvReadings(ByteReader in, ReadingDecoder decoder) throws IOException {
    this.lines = new CsvReader(in);
    this.decoder = decoder;
    CsvReader.Csv header = lines.next();
    if (header == null) {
      throw new IOException("has no header line");
    }
    if (header.fault() != null) {
      throw new IOException("line " + header.line() + ": " + header.fault().message());
    }
    this.names = header.fields().stream().map(CsvReadings::fieldName).toList();
    String problem = problem(names);
    if (problem != null) {
      throw new IOException("line " + header.line() + ": " + problem);
    }
  }

  private static String fieldName(String column) {
    String name = column.strip();
    return name.equals(TIME_COLUMN) ? FieldNames.TIMESTAMP : name;
  }

  private static @Nullable String problem(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        return "column " + name + " is there twice";
      }
    }
    for (String required : List.of(FieldNames.TIMESTAMP, FieldNames.LOCATION_ID)) {
      if (!seen.contains(required)) {
        return "the header has no column " + required;
      }
    }
    return null;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    CsvReader.Csv record = lines.next();
    if (record == null) {
      return null;
    }
    if (record.fault() != null) {
      return record.fault();
    }
    if (record.fields().size() != names.size()) {
      return new Entry.Bad(
          record.line(),
          "not-csv",
          "%d fields, the header has %d".formatted(record.fields().size(), names.size()));
    }
    return Entry.of(record.line(), decoder.decode(json(record.fields())));
  }

  private byte[] json(List<String> fields) throws IOException {
    object.reset();
    try (JsonGenerator out = json.createGenerator(object)) {
      out.writeStartObject();
      for (int i = 0; i < names.size(); i++) {
        String text = fields.get(i);
        if (!text.isEmpty()) {
          out.writeFieldName(names.get(i));
          write(names.get(i), text, out);
        }
      }
      out.writeEndObject();
    }
    return object.toByteArray();
  }

  private static void write(String name, String text, JsonGenerator out) throws IOException {
    String bare = text.strip();
    if (NUMBERS.contains(name) && NUMBER.matcher(bare).matches()) {
      out.writeNumber(Double.parseDouble(bare));
    } else if (name.equals(FieldNames.TIMESTAMP)) {
      out.writeString(isoTime(bare));
    } else {
      out.writeString(text);
    }
  }

  /** PostgreSQL has a space between date and time, and no minutes in whole-hour offsets. */
  private static String isoTime(String text) {
    var psql = PSQL_TIME.matcher(text);
    if (!psql.matches()) {
      return text;
    }
    String offset = psql.group(3) == null ? "" : psql.group(3);
    String rest = psql.group(4);
    boolean hoursOnly = !offset.isEmpty() && rest.isEmpty();
    return psql.group(1) + "T" + psql.group(2) + offset + (hoursOnly ? ":00" : rest);
  }
}

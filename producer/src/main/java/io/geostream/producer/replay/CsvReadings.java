package io.geostream.producer.replay;

import io.geostream.common.reading.FieldNames;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.ReadingDecoder;
import io.geostream.common.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV whose first line names the fields, in any order and in any case of letters: those of a
 * reading's JSON, with {@code time} (the table's column) for {@code timestamp} too.
 */
final class CsvReadings implements EntryReader {

  private static final String TIME_COLUMN = "time";
  private static final int LONGEST_LIST = 200;
  private static final Set<String> FIELDS =
      Stream.concat(
              NumericField.ALL.stream().map(NumericField::column),
              Stream.of(FieldNames.TIMESTAMP, FieldNames.LOCATION_ID))
          .collect(Collectors.toUnmodifiableSet());

  private final CsvRecords records;
  private final TextDecoder decoder;
  private final List<String> names;

  /**
   * Reads the header.
   *
   * @throws FormatException if it is none for readings; the message names the line
   */
  CsvReadings(ByteReader in, ReadingDecoder decoder, CsvFormat format) throws IOException {
    LineReader lines = new LineReader(in);
    Line first = lines.nextNotBlank();
    if (first == null) {
      throw new FormatException("has no header line");
    }
    lines.putBack(List.of(first));
    char separator = format.separator(new String(first.content(), StandardCharsets.UTF_8));
    this.records = new CsvRecords(lines, separator);
    this.decoder = new TextDecoder(decoder, format, separator != ',');
    this.names = names(separator);
  }

  private List<String> names(char separator) throws IOException {
    CsvRecords.Csv header = records.next();
    if (header == null) {
      throw new FormatException("has no header line");
    }
    String where = "cannot be replayed: line " + header.line() + ": ";
    if (header.fault() != null) {
      throw new FormatException(where + header.fault().message());
    }
    List<String> fields = header.fields().stream().map(CsvReadings::fieldName).toList();
    String problem = problem(fields);
    if (problem != null) {
      throw new FormatException(
          "%s%s; it has, separated by %s (see --csv-separator): %s"
              .formatted(where, problem, CsvFormat.name(separator), list(fields)));
    }
    return fields;
  }

  private static String fieldName(String column) {
    String name = column.strip().toLowerCase(Locale.ROOT);
    return name.equals(TIME_COLUMN) ? FieldNames.TIMESTAMP : name;
  }

  private static @Nullable String problem(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name) && FIELDS.contains(name)) {
        return "column " + name + " is there twice";
      }
    }
    for (String required : List.of(FieldNames.TIMESTAMP, FieldNames.LOCATION_ID)) {
      if (!seen.contains(required)) {
        return "the header has no column "
            + (required.equals(FieldNames.TIMESTAMP) ? required + " or " + TIME_COLUMN : required);
      }
    }
    return null;
  }

  private static String list(List<String> names) {
    String list = String.join(" | ", names);
    String part = list.length() <= LONGEST_LIST ? list : list.substring(0, LONGEST_LIST) + "…";
    return Printable.oneLine(part);
  }

  @Override
  public @Nullable Entry next() throws IOException {
    CsvRecords.Csv record = records.next();
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
          String.format(
              Locale.ROOT, "%d fields, the header has %d", record.fields().size(), names.size()));
    }
    return Entry.of(record.line(), decoder.decode(names, record.fields()));
  }
}

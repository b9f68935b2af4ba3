package io.geostream.producer.replay;

import io.geostream.common.decode.ErrorCode;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads CSV whose first line names columns of the mapping, see {@link CsvHeader}. */
final class CsvMessages implements EntryReader {

  private static final int LONGEST_LIST = 200;

  private final CsvRecords records;
  private final CsvFormat format;
  private final MappedJson mapped;
  private final LongConsumer ignoredFields;
  private final CsvJson json;
  private final int width;
  private final int[] ignored;

  /**
   * Reads the header.
   *
   * @param ignoredFields gets the number of a record's fields that are not the mapping's
   * @throws FormatException if it is none for the mapping; the message names the line
   */
  CsvMessages(
      ByteReader in,
      MappedJson mapped,
      CsvFormat format,
      Mapping mapping,
      LongConsumer ignoredFields)
      throws IOException {
    if (mapping.each().isPresent()) {
      throw new FormatException(
          "is CSV, and a line of it cannot hold the array of the mapping's \"each\": use NDJSON");
    }
    LineReader lines = new LineReader(in);
    Line first = lines.nextNotBlank();
    if (first == null) {
      throw new FormatException("has no header line");
    }
    lines.putBack(List.of(first));
    char separator = format.separator(new String(first.content(), StandardCharsets.UTF_8));
    this.records = new CsvRecords(lines, separator);
    this.format = format;
    this.mapped = mapped;
    this.ignoredFields = ignoredFields;
    CsvRecords.Csv header = header();
    List<CsvColumn> columns = columns(header, mapping, separator);
    this.json = new CsvJson(columns, format, new CsvNumbers(separator != ','));
    this.width = header.fields().size();
    Set<Integer> filling = columns.stream().map(CsvColumn::index).collect(Collectors.toSet());
    this.ignored = IntStream.range(0, width).filter(index -> !filling.contains(index)).toArray();
  }

  private CsvRecords.Csv header() throws IOException {
    CsvRecords.Csv header = records.next();
    if (header == null) {
      throw new FormatException("has no header line");
    }
    if (header.fault() != null) {
      throw new FormatException(where(header) + header.fault().message());
    }
    return header;
  }

  private static List<CsvColumn> columns(CsvRecords.Csv header, Mapping mapping, char separator)
      throws FormatException {
    try {
      return new CsvHeader(mapping).columns(header.fields());
    } catch (FormatException e) {
      throw new FormatException(
          "%s%s; it has, separated by %s (see --csv-separator): %s"
              .formatted(
                  where(header), e.getMessage(), CsvFormat.name(separator), list(header.fields())));
    }
  }

  private static String where(CsvRecords.Csv header) {
    return "cannot be replayed: line " + header.line() + ": ";
  }

  private static String list(List<String> names) {
    String list = names.stream().map(String::strip).collect(Collectors.joining(" | "));
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
    List<String> fields = record.fields();
    if (fields.size() != width) {
      return new Entry.Bad(
          record.line(),
          "not-csv",
          String.format(Locale.ROOT, "%d fields, the header has %d", fields.size(), width));
    }
    String fault = json.fault(fields);
    if (fault != null) {
      return new Entry.Bad(record.line(), ErrorCode.WRONG_TYPE.word(), fault);
    }
    Entry entry = mapped.entry(record.line(), json.object(fields));
    if (entry instanceof Entry.Good) {
      countIgnored(fields);
    }
    return entry;
  }

  private void countIgnored(List<String> fields) {
    for (int index : ignored) {
      if (!format.isMissing(fields.get(index))) {
        ignoredFields.accept(1);
      }
    }
  }
}

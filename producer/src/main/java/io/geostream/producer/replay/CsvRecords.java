package io.geostream.producer.replay;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV by RFC 4180, in UTF-8, with any separator. Blank lines are skipped. Text after a
 * closing quote is a fault of its record, and so is a quote that is not closed within {@link
 * Bytes#LONGEST} bytes. After a fault the next line is read normally.
 */
final class CsvRecords {

  private final LineReader lines;
  private final RecordFeed feed;
  private final CsvReader.CsvReaderBuilder parser;
  private Iterator<CsvRecord> records;

  CsvRecords(LineReader lines, char separator) {
    this.lines = lines;
    this.feed = new RecordFeed(lines);
    this.parser =
        CsvReader.builder()
            .fieldSeparator(separator)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    this.records = newParser();
  }

  /**
   * One record.
   *
   * @param line the line that it begins in, from 1
   * @param fault what is wrong with its form; the fields are of no use then
   */
  record Csv(long line, List<String> fields, Entry.@Nullable Bad fault) {}

  /** The next record that is not blank, or null at the end. */
  @Nullable Csv next() throws IOException {
    Line first = lines.nextNotBlank();
    if (first == null) {
      return null;
    }
    Entry.Bad fault = feed.begin(first);
    if (fault != null) {
      return new Csv(first.number(), List.of(), fault);
    }
    try {
      return new Csv(first.number(), records.next().getFields(), null);
    } catch (CsvParseException e) {
      lines.putBack(feed.takenAfterFirst());
      records = newParser();
      return new Csv(first.number(), List.of(), fault(first.number()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Iterator<CsvRecord> newParser() {
    CsvRecordHandler handler = CsvRecordHandler.of(fields -> fields.maxFields(Bytes.LONGEST + 1));
    return parser.build(handler, feed).iterator();
  }

  private Entry.Bad fault(long line) {
    return new Entry.Bad(
        line,
        "not-csv",
        feed.hasEnded()
            ? "a quote that is opened in this line is not closed: close it, or double it"
            : "text after the closing quote of a field: double each quote inside a field");
  }
}

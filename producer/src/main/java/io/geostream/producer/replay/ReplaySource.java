package io.geostream.producer.replay;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Source;
import io.geostream.common.progress.ProgressReport;
import io.geostream.common.progress.Unit;
import io.geostream.common.settings.SettingException;
import io.geostream.producer.Message;
import io.geostream.producer.MessageSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Messages from a file or from stdin, NDJSON, a JSON array or CSV, streamed, also packed by gzip.
 * Bad lines are reported and skipped; {@link #problem()} returns their number and names the first.
 */
public final class ReplaySource implements MessageSource {

  /** How many bad lines are named one by one; a file of another kind would be all bad. */
  static final int NAMED_LINES = 100;

  private static final String STDIN = "-";
  private static final String DAMAGED = " is cut off or damaged";
  private static final String SETTING = "--replay (PRODUCER_REPLAY)";

  private final String name;
  private final InputStream in;
  private final CsvFormat csv;
  private final Mapping mapping;
  private final ReplayListener listener;
  private final ProgressReport progress;
  private final MappedJson json;

  private @Nullable ByteReader bytes;
  private @Nullable EntryReader entries;
  private Entry.@Nullable Bad firstBad;
  private long good;
  private long bad;
  private long ignoredFields;

  private ReplaySource(
      String name,
      InputStream in,
      CsvFormat csv,
      Mapping mapping,
      ReplayListener listener,
      ProgressReport progress) {
    this.name = name;
    this.in = in;
    this.csv = csv;
    this.mapping = mapping;
    this.json = new MappedJson(mapping, this::countIgnored);
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Opens a file, and reads enough of it to see whether it can be replayed. Stdin is first read
   * later, since it may not have anything yet. What the file holds besides messages is logged.
   *
   * @param file a path, or {@code -} for {@code stdin}
   * @param csv how it is written if it is CSV
   * @param mapping what a message is
   * @throws SettingException if it cannot be
   */
  public static ReplaySource open(String file, InputStream stdin, CsvFormat csv, Mapping mapping) {
    return open(file, stdin, csv, mapping, new ReplayLog(name(file)), ProgressReport::of);
  }

  /** The same with another listener and other reports. */
  static ReplaySource open(
      String file,
      InputStream stdin,
      CsvFormat csv,
      Mapping mapping,
      ReplayListener listener,
      ProgressReport.Factory reports) {
    requireFillable(mapping);
    if (file.equals(STDIN)) {
      ProgressReport progress = report(reports, name(file), OptionalLong.empty());
      return new ReplaySource(name(file), stdin, csv, mapping, listener, progress);
    }
    try {
      Path path = Path.of(file);
      ProgressReport progress = report(reports, file, size(path));
      ReplaySource source =
          new ReplaySource(file, Files.newInputStream(path), csv, mapping, listener, progress);
      source.entries = source.detectFormat();
      return source;
    } catch (IOException | InvalidPathException e) {
      throw unreadable(file, e);
    }
  }

  /** Without these every consumer would refuse the messages. */
  private static void requireFillable(Mapping mapping) {
    boolean hasKey =
        mapping.key().filter(name -> isOfValue(mapping.column(name).source())).isPresent();
    for (Column column : mapping.columns()) {
      Source source = column.source();
      boolean isThere = source == Source.Part.KEY ? hasKey : !(source instanceof Source.Header);
      if (column.required() && !isThere) {
        throw new SettingException(
            SETTING,
            "column %s is required and comes from %s of a record, which a file's messages do not have"
                .formatted(column.name(), source));
      }
    }
  }

  private static boolean isOfValue(Source source) {
    return source instanceof Source.OfRow || source instanceof Source.OfMessage;
  }

  private static ProgressReport report(
      ProgressReport.Factory reports, String name, OptionalLong size) {
    return reports.of("replay of " + name, Unit.BYTES, size);
  }

  private static String name(String file) {
    return file.equals(STDIN) ? "stdin" : file;
  }

  /** A pipe has none. */
  private static OptionalLong size(Path file) throws IOException {
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  private static SettingException unreadable(String file, Exception e) {
    if (e instanceof FormatException) {
      return new SettingException(SETTING, file + " " + e.getMessage());
    }
    return new SettingException(
        SETTING, isDamage(e) ? file + DAMAGED : "cannot read " + file + ": " + e);
  }

  private static boolean isDamage(Exception e) {
    return e instanceof EOFException || e instanceof ZipException;
  }

  private EntryReader detectFormat() throws IOException {
    ByteReader reader = new ByteReader(Unpacking.of(in));
    bytes = reader;
    reader.skipByteOrderMark();
    if (reader.peek() == ByteReader.END) {
      throw new FormatException("is empty");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String unpacked = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    int first = reader.peekPastWhiteSpace();
    boolean namedJson = unpacked.matches(".*\\.(ndjson|jsonl|json)");
    boolean namedLines = unpacked.matches(".*\\.(ndjson|jsonl)");
    boolean messagesAreArrays = mapping.each().filter(JsonPointer.WHOLE::equals).isPresent();
    boolean plain = first != '{' && first != '[' && first != ByteReader.END;
    if (unpacked.endsWith(".csv") || (plain && !namedJson)) {
      return new CsvMessages(reader, json, csv, mapping, this::countIgnored);
    }
    boolean isArray = first == '[' && !(namedLines && messagesAreArrays);
    return isArray ? new JsonArrayReader(reader, json) : new NdjsonReader(reader, json);
  }

  private void countIgnored(long fields) {
    ignoredFields += fields;
  }

  @Override
  public @Nullable Message next() throws IOException {
    EntryReader reader = entries();
    for (Entry entry = nextEntry(reader); entry != null; entry = nextEntry(reader)) {
      if (entry instanceof Entry.Good line) {
        good++;
        return line.message();
      }
      report((Entry.Bad) entry);
    }
    return null;
  }

  private EntryReader entries() {
    if (entries == null) {
      try {
        entries = detectFormat();
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
    return entries;
  }

  private @Nullable Entry nextEntry(EntryReader reader) throws IOException {
    progress.at(
        bytes == null ? 0 : bytes.taken(),
        () -> String.format(Locale.ROOT, "%d messages, %d bad lines", good, bad));
    try {
      return reader.next();
    } catch (IOException e) {
      String fault = isDamage(e) ? name + DAMAGED : "cannot read the rest of " + name;
      throw new IOException(fault + ", after " + good + " messages", e);
    }
  }

  private void report(Entry.Bad line) {
    bad++;
    if (firstBad == null) {
      firstBad = line;
    }
    if (bad <= NAMED_LINES) {
      listener.badLine(line);
    } else if (bad == NAMED_LINES + 1) {
      listener.furtherBadLinesAreCounted();
    }
  }

  @Override
  public @Nullable String problem() {
    if (firstBad != null) {
      return String.format(
          Locale.ROOT,
          "%s: %d of %d lines are bad, the first is line %d: %s: %s",
          name,
          bad,
          good + bad,
          firstBad.line(),
          firstBad.code(),
          firstBad.message());
    }
    return good == 0 ? name + " holds no message" : null;
  }

  /** Reports what the file held. */
  @Override
  public void close() throws IOException {
    in.close();
    progress.close();
    listener.end(new ReplayListener.Totals(good, bad, ignoredFields));
  }
}

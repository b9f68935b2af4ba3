package io.geostream.producer.replay;

import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingDecoder;
import io.geostream.common.settings.SettingException;
import io.geostream.producer.ReadingSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings from a file or from stdin, NDJSON or CSV, streamed. Bad lines are named in the log and
 * skipped; {@link #problem()} tells that there were any.
 */
public final class ReplaySource implements ReadingSource {

  /** How many bad lines are named one by one; a file of another kind would be all bad. */
  static final int NAMED_LINES = 100;

  private static final Logger log = LoggerFactory.getLogger(ReplaySource.class);
  private static final String STDIN = "-";
  private static final String SETTING = "--replay (PRODUCER_REPLAY)";

  private final String name;
  private final ByteReader in;
  private final ReadingDecoder decoder = new ReadingDecoder(this::countIgnored);

  private @Nullable EntryReader entries;
  private long good;
  private long bad;
  private long ignoredFields;

  private ReplaySource(String name, InputStream in) {
    this.name = name;
    this.in = new ByteReader(in);
  }

  /**
   * Opens a file, and reads as much of it as it takes to see that it can be replayed. Stdin is
   * first read later, since it may not have anything yet.
   *
   * @param file a path, or {@code -} for {@code stdin}
   * @throws SettingException if it cannot be
   */
  public static ReplaySource open(String file, InputStream stdin) {
    if (file.equals(STDIN)) {
      return new ReplaySource("stdin", stdin);
    }
    try {
      ReplaySource source = new ReplaySource(file, Files.newInputStream(Path.of(file)));
      source.entries = source.detectFormat();
      return source;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
  }

  private static SettingException unreadable(String file, Exception e) {
    return new SettingException(SETTING, "cannot read " + file + ": " + e);
  }

  private EntryReader detectFormat() throws IOException {
    in.skipByteOrderMark();
    return isNdjson() ? new NdjsonReader(in, decoder) : new CsvReadings(in, decoder);
  }

  private boolean isNdjson() throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      return false;
    }
    int first = in.peekPastWhiteSpace();
    return first == '{'
        || first == ByteReader.END
        || lower.endsWith(".ndjson")
        || lower.endsWith(".jsonl")
        || lower.endsWith(".json");
  }

  private void countIgnored(long fields) {
    ignoredFields += fields;
  }

  @Override
  public @Nullable Reading next() throws IOException {
    EntryReader reader = entries();
    for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
      if (entry instanceof Entry.Good line) {
        good++;
        return line.reading();
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

  private void report(Entry.Bad line) {
    bad++;
    if (bad <= NAMED_LINES) {
      log.warn("{}, line {}: {}: {}", name, line.line(), line.code(), line.message());
    } else if (bad == NAMED_LINES + 1) {
      log.warn("{}: more than {} bad lines; from here on they are counted", name, NAMED_LINES);
    }
  }

  @Override
  public @Nullable String problem() {
    return bad == 0 ? null : "%s: %d of %d lines are bad".formatted(name, bad, good + bad);
  }

  /** Reports what the file held. */
  @Override
  public void close() throws IOException {
    in.close();
    log.info("{}: {} readings, {} bad lines, {} ignored fields", name, good, bad, ignoredFields);
  }
}

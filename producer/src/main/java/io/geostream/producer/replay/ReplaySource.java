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

/**
 * Readings from a file or from stdin, NDJSON or CSV, streamed. Bad lines are reported and skipped;
 * {@link #problem()} says how many there were, and which was the first.
 */
public final class ReplaySource implements ReadingSource {

  /** How many bad lines are named one by one; a file of another kind would be all bad. */
  static final int NAMED_LINES = 100;

  private static final String STDIN = "-";
  private static final String SETTING = "--replay (PRODUCER_REPLAY)";

  private final String name;
  private final ByteReader in;
  private final ReplayListener listener;
  private final ReadingDecoder decoder = new ReadingDecoder(this::countIgnored);

  private @Nullable EntryReader entries;
  private Entry.@Nullable Bad firstBad;
  private long good;
  private long bad;
  private long ignoredFields;

  private ReplaySource(String name, InputStream in, ReplayListener listener) {
    this.name = name;
    this.in = new ByteReader(in);
    this.listener = listener;
  }

  /**
   * Opens a file, and reads as much of it as it takes to see that it can be replayed. Stdin is
   * first read later, since it may not have anything yet. What the file holds besides readings is
   * logged.
   *
   * @param file a path, or {@code -} for {@code stdin}
   * @throws SettingException if it cannot be
   */
  public static ReplaySource open(String file, InputStream stdin) {
    return open(file, stdin, new ReplayLog(name(file)));
  }

  /** The same with another listener. */
  static ReplaySource open(String file, InputStream stdin, ReplayListener listener) {
    if (file.equals(STDIN)) {
      return new ReplaySource(name(file), stdin, listener);
    }
    try {
      ReplaySource source = new ReplaySource(file, Files.newInputStream(Path.of(file)), listener);
      source.entries = source.detectFormat();
      return source;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
  }

  private static String name(String file) {
    return file.equals(STDIN) ? "stdin" : file;
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
    return firstBad == null
        ? null
        : "%s: %d of %d lines are bad, the first is line %d: %s"
            .formatted(name, bad, good + bad, firstBad.line(), firstBad.code());
  }

  /** Reports what the file held. */
  @Override
  public void close() throws IOException {
    in.close();
    listener.end(new ReplayListener.Totals(good, bad, ignoredFields));
  }
}

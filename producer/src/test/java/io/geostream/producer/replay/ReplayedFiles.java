package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.progress.RecordedProgress;
import io.geostream.producer.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The files of a test, and what their replay reports. */
final class ReplayedFiles {

  static final String TIME = "2026-11-22T20:07:56.120000+00:00";
  static final String HEADER = "timestamp,location_id,temperature\n";

  /** A message, and the line with it. */
  static final String READING =
      "{\"timestamp\":\"" + TIME + "\",\"location_id\":\"loc_1\",\"temperature\":21.5}";

  static final String JSON = READING + "\n";

  private final Path folder;
  private final Mapping mapping;
  private final Heard heard = new Heard();
  private final RecordedProgress progress = new RecordedProgress();

  /** Keeps what it hears. */
  private static final class Heard implements ReplayListener {
    private final List<Entry.Bad> lines = new ArrayList<>();
    private final List<Totals> totals = new ArrayList<>();
    private int stopsNaming;

    @Override
    public void badLine(Entry.Bad line) {
      lines.add(line);
    }

    @Override
    public void furtherBadLinesAreCounted() {
      stopsNaming++;
    }

    @Override
    public void end(Totals all) {
      totals.add(all);
    }
  }

  /** Of weather. */
  ReplayedFiles(Path folder) {
    this(folder, MappingFile.builtIn());
  }

  ReplayedFiles(Path folder, Mapping mapping) {
    this.folder = folder;
    this.mapping = mapping;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  ReplaySource open(String name, String content) throws IOException {
    return open(Files.writeString(path(name), content));
  }

  ReplaySource open(Path file) {
    return open(file, CsvFormat.USUAL);
  }

  private ReplaySource open(Path file, CsvFormat csv) {
    return ReplaySource.open(
        file.toString(), InputStream.nullInputStream(), csv, mapping, heard, progress);
  }

  List<String> replay(String name, String content) throws IOException {
    return replay(Files.writeString(path(name), content), CsvFormat.USUAL);
  }

  List<String> replay(Path file, CsvFormat csv) throws IOException {
    try (ReplaySource source = open(file, csv)) {
      return readAll(source);
    }
  }

  /** The values of all messages. */
  static List<String> readAll(ReplaySource source) throws IOException {
    return messages(source).stream().map(ReplayedFiles::text).toList();
  }

  static List<Message> messages(ReplaySource source) throws IOException {
    List<Message> messages = new ArrayList<>();
    for (Message next = source.next(); next != null; next = source.next()) {
      messages.add(next);
    }
    return messages;
  }

  /** The key of a message, or null. */
  static @Nullable String key(Message message) {
    return message.key() == null ? null : new String(message.key(), StandardCharsets.UTF_8);
  }

  static String text(Message message) {
    return new String(message.value(), StandardCharsets.UTF_8);
  }

  /** The bad lines that were named. */
  List<Entry.Bad> badLines() {
    return heard.lines;
  }

  List<ReplayListener.Totals> totals() {
    return heard.totals;
  }

  /** How often it was said that more are only counted. */
  int stopsNaming() {
    return heard.stopsNaming;
  }

  /** The progress that was shown. */
  List<RecordedProgress.Shown> progress() {
    return progress.shown();
  }

  /** It names the file, and says how many of its lines are bad and which is the first. */
  static void assertProblem(
      ReplaySource source, String file, int bad, int lines, int first, String code) {
    assertThat(source.problem())
        .containsPattern(
            String.format(
                Locale.ROOT, "\\Q%s\\E\\D+%d\\D+%d\\D+%d\\D+%s", file, bad, lines, first, code));
  }

  static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}

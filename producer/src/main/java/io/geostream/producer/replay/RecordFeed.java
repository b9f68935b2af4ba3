package io.geostream.producer.replay;

import io.geostream.common.decode.Utf8;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gives a CSV parser one line at a time: a second one only if a quote of the first is still open.
 * So the parser never has more than the record in hand, which is bounded.
 */
final class RecordFeed extends Reader {

  private final LineReader lines;
  private final List<Line> taken = new ArrayList<>();
  private String text = "";
  private int position;
  private int size;
  private boolean ended;

  RecordFeed(LineReader lines) {
    this.lines = lines;
  }

  /**
   * Begins a record.
   *
   * @return what is wrong with its first line, or null; with a fault there is nothing to parse
   */
  Entry.@Nullable Bad begin(Line first) {
    taken.clear();
    size = 0;
    ended = false;
    Entry.Bad fault = fault(first);
    if (fault == null) {
      take(first);
    }
    return fault;
  }

  /** Whether the record was over, for the file or its bound, when the parser asked for more. */
  boolean hasEnded() {
    return ended;
  }

  /** The lines that the parser has got for this record, without the first. */
  List<Line> takenAfterFirst() {
    return List.copyOf(taken.subList(1, taken.size()));
  }

  @Override
  public int read(char[] to, int from, int length) throws IOException {
    if (position == text.length() && !takeNext()) {
      return -1;
    }
    int count = Math.min(length, text.length() - position);
    text.getChars(position, position + count, to, from);
    position += count;
    return count;
  }

  private boolean takeNext() throws IOException {
    Line next = ended ? null : lines.next();
    if (next != null && (fault(next) != null || size + next.content().length > Bytes.LONGEST)) {
      lines.putBack(List.of(next));
      next = null;
    }
    if (next == null) {
      ended = true;
      return false;
    }
    take(next);
    return true;
  }

  private void take(Line line) {
    taken.add(line);
    size += line.content().length;
    text = new String(line.content(), StandardCharsets.UTF_8) + line.end();
    position = 0;
  }

  private static Entry.@Nullable Bad fault(Line line) {
    if (line.isTooLong()) {
      return Entry.tooLong(line.number());
    }
    int at = Utf8.firstFault(line.content());
    return at < 0
        ? null
        : new Entry.Bad(
            line.number(),
            "not-csv",
            String.format(
                Locale.ROOT,
                "not UTF-8 at byte %d of the line (0x%02X): save the file as UTF-8",
                at,
                line.content()[at]));
  }

  @Override
  public void close() {
    // The file is closed by its owner.
  }
}

package io.geostream.producer.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV by RFC 4180, in UTF-8: commas; fields in double quotes may hold commas, line breaks and
 * doubled quotes; lines end with CRLF or LF. Blank lines are skipped. It is strict: a quote inside
 * an unquoted field, or text behind a closing quote, is a fault of that record.
 *
 * <p>A record of more than {@link Bytes#LONGEST} bytes is a fault too, and ends with its line even
 * inside quotes: a quote that is never closed does not swallow the rest of the file.
 */
final class CsvReader {

  private final ByteReader in;
  private final Bytes field = new Bytes();
  private long line;

  // The record in hand.
  private long firstLine;
  private int length;
  private List<String> fields = new ArrayList<>();
  private Entry.@Nullable Bad fault;

  CsvReader(ByteReader in) {
    this.in = in;
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
    while (in.peek() != ByteReader.END) {
      Csv next = readRecord();
      boolean blank =
          next.fault() == null && next.fields().size() == 1 && next.fields().get(0).isBlank();
      if (!blank) {
        return next;
      }
    }
    return null;
  }

  private Csv readRecord() throws IOException {
    firstLine = ++line;
    length = 0;
    fields = new ArrayList<>();
    fault = null;
    int end;
    do {
      end = readField();
    } while (end == ',');
    return new Csv(firstLine, fields, fault);
  }

  /** Reads one field; gives what ended it: a comma, a line feed or the end of the file. */
  private int readField() throws IOException {
    field.clear();
    boolean quoted = in.peek() == '"';
    int b = quoted ? readQuoted() : take();
    while (b != ',' && b != '\n' && b != ByteReader.END) {
      boolean lineEnd = b == '\r' && (in.peek() == '\n' || in.peek() == ByteReader.END);
      if (!lineEnd) {
        if (quoted) {
          fail("text behind the closing quote of a field");
        } else if (b == '"') {
          fail("a quote inside a field that does not begin with one");
        }
        field.add(b);
      }
      b = take();
    }
    endField();
    return b;
  }

  /** Reads a field from its opening to its closing quote; gives the byte behind. */
  private int readQuoted() throws IOException {
    take();
    for (int b = take(); b != ByteReader.END; b = take()) {
      if (b == '"') {
        b = take();
        if (b != '"') {
          return b;
        }
      } else if (b == '\n') {
        if (length > Bytes.LONGEST) {
          return b;
        }
        line++;
      }
      field.add(b);
    }
    fail("a quoted field without a closing quote");
    return ByteReader.END;
  }

  private int take() throws IOException {
    if (++length == Bytes.LONGEST + 1) {
      fault = Entry.tooLong(firstLine);
    }
    return in.read();
  }

  private void endField() {
    if (fault != null) {
      return;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(field.toByteArray());
      fields.add(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      fail("not UTF-8: " + e.getMessage());
    }
  }

  private void fail(String problem) {
    if (fault == null) {
      fault = new Entry.Bad(firstLine, "not-csv", problem);
    }
  }
}

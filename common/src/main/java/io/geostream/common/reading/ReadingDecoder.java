package io.geostream.common.reading;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message's value: one JSON object in UTF-8, strictly. Fields that a reading does not have
 * are skipped and counted.
 *
 * <p>{@link PlainReadingScanner} reads what programs usually write, several times as fast as a
 * general parser; {@link JsonReadingParser} reads everything else, and reports what is wrong. Keeps
 * the state of the value in hand: one decoder a thread.
 */
public final class ReadingDecoder {

  /** A reading has some 280 bytes, never a megabyte. */
  static final int MAX_BYTES = 1 << 20;

  private final ReadingFields fields = new ReadingFields();
  private final PlainReadingScanner scanner = new PlainReadingScanner(fields);
  private final JsonReadingParser parser;
  private final LongConsumer ignoredFields;

  /**
   * @param ignoredFields gets, after each value, the number of its fields that are not a reading's,
   *     if there are any
   */
  public ReadingDecoder(LongConsumer ignoredFields) {
    this.ignoredFields = ignoredFields;
    this.parser = new JsonReadingParser(ignoredFields);
  }

  /** Decodes a message's value into an object of its own; null is a tombstone. */
  public Decoded decode(byte @Nullable [] value) {
    BadRecord fault = read(value);
    return fault != null ? fault : fields.toReading();
  }

  /**
   * Reads a message's value into {@link #fields()}; null is a tombstone.
   *
   * @return what is wrong with it, or null
   */
  public @Nullable BadRecord read(byte @Nullable [] value) {
    if (value == null) {
      return new BadRecord(ErrorCode.NOT_JSON, "no value (a tombstone)");
    }
    if (value.length > MAX_BYTES) {
      return new BadRecord(
          ErrorCode.TOO_LARGE,
          String.format(Locale.ROOT, "%d bytes, at most %d are read", value.length, MAX_BYTES));
    }
    if (scanner.scan(value)) {
      if (scanner.ignored() > 0) {
        ignoredFields.accept(scanner.ignored());
      }
      return null;
    }
    Decoded decoded = parser.decode(value);
    if (decoded instanceof BadRecord fault) {
      return fault;
    }
    fields.set((Reading) decoded);
    return null;
  }

  /** The parts of the last reading; the same object each time. */
  public ReadingFields fields() {
    return fields;
  }
}

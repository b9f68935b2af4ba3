package io.geostream.common.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads any JSON (RFC 8259), strictly, and reports what is wrong with it. Keeps the state of the
 * message in hand: one parser a thread.
 */
final class StrictParser {

  static final int MAX_DEPTH = 64;

  /**
   * Parts of the parser's messages that only help programmers: its settings, and places as objects.
   */
  private static final Pattern ADVICE =
      Pattern.compile(
          ", from `[^`]*`|: enable `[^`]*` to allow| \\(consider enabling `.*\\)$| \\((start marker|for [^(]*) at \\[Source: [^\\]]*\\]\\)");

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // Names come from outside: interning them would let anyone fill the JVM's table of
          // strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MappingDecoder.MAX_BYTES) // their digits are counted elsewhere
                  .build())
          .build();
  private final Plan plan;
  private final DecodedRows rows;
  private long ignored;

  StrictParser(Plan plan, DecodedRows rows) {
    this.plan = plan;
    this.rows = rows;
  }

  /** Reads a message into the rows; gives what is wrong with it, or null. */
  @Nullable BadRecord decode(byte[] value) {
    rows.begin(value);
    BadRecord fault = Utf8.fault(value);
    if (fault != null) {
      return fault;
    }
    try (JsonParser parser = json.createParser(value)) {
      return decode(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array failed to be read", e);
    }
  }

  /** How many fields of the last message are not mapped. */
  long ignored() {
    return ignored;
  }

  private @Nullable BadRecord decode(JsonParser parser) throws IOException {
    TreeReader reader = new TreeReader(parser, plan, rows);
    try {
      if (parser.nextToken() == null) {
        return new BadRecord(ErrorCode.NOT_JSON, "an empty value");
      }
      BadRecord fault = reader.message();
      // A text that is not JSON at all is reported as that, whatever else is wrong.
      while (parser.currentToken() != null && !parser.getParsingContext().inRoot()) {
        parser.nextToken();
      }
      if (parser.nextToken() != null) {
        return new BadRecord(ErrorCode.NOT_JSON, "more bytes after the end of the value");
      }
      ignored = reader.ignored();
      return fault;
    } catch (StreamConstraintsException e) {
      return syntax(ErrorCode.TOO_LARGE, describe(e), parser, reader);
    } catch (JsonEOFException e) {
      return syntax(ErrorCode.NOT_JSON, "the JSON is cut off", parser, reader);
    } catch (JsonProcessingException e) {
      return syntax(ErrorCode.NOT_JSON, describe(e), parser, reader);
    }
  }

  private static BadRecord syntax(
      ErrorCode code, String problem, JsonParser parser, TreeReader reader) throws IOException {
    long at = parser.currentLocation().getByteOffset();
    return new BadRecord(code, "at byte " + at + ": " + problem).at(reader.place());
  }

  /** The parser's message, without its advice to programmers. */
  private static String describe(JsonProcessingException e) {
    return ADVICE.matcher(e.getOriginalMessage()).replaceAll("");
  }
}

package io.geostream.common.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads any JSON (RFC 8259), strictly, and reports what is wrong with it. Fields that a reading
 * does not have are skipped and counted. Keeps the state of the value in hand: one parser a thread.
 */
final class JsonReadingParser {

  static final int MAX_DEPTH = 64;

  private static final int TIMESTAMP = NumericField.ALL.size();
  private static final int LOCATION_ID = TIMESTAMP + 1;
  private static final Map<String, Integer> FIELDS = fields();
  private static final int LONGEST_QUOTATION = 64;

  /**
   * Parts of the parser's messages for programmers: its own limits and switches, places as objects.
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
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();
  private final LongConsumer ignoredFields;

  private double[] numbers = ReadingRules.noNumbers();
  private long epochMicros;
  private @Nullable String locationId;

  /**
   * @param ignoredFields gets, after each value, the number of its fields that are not a reading's,
   *     if there are any
   */
  JsonReadingParser(LongConsumer ignoredFields) {
    this.ignoredFields = ignoredFields;
  }

  /** Reads a message's value. */
  Decoded decode(byte[] value) {
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

  private Decoded decode(JsonParser parser) throws IOException {
    try {
      return value(parser);
    } catch (StreamConstraintsException e) {
      return new BadRecord(ErrorCode.TOO_LARGE, describe(e, parser));
    } catch (JsonEOFException e) {
      return new BadRecord(ErrorCode.NOT_JSON, at(parser) + "the JSON is cut off");
    } catch (JsonProcessingException e) {
      return new BadRecord(ErrorCode.NOT_JSON, describe(e, parser));
    }
  }

  private Decoded value(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new BadRecord(ErrorCode.NOT_JSON, "an empty value");
    }
    BadRecord fault = first == JsonToken.START_OBJECT ? object(parser) : notAnObject(parser);
    // A text that is not JSON at all is reported as that, whatever else is wrong.
    while (parser.currentToken() != null && !parser.getParsingContext().inRoot()) {
      parser.nextToken();
    }
    if (parser.nextToken() != null) {
      return new BadRecord(ErrorCode.NOT_JSON, "more behind the end of the value");
    }
    return fault != null ? fault : reading();
  }

  private static BadRecord notAnObject(JsonParser parser) throws IOException {
    return new BadRecord(ErrorCode.WRONG_TYPE, "expected an object, found " + describe(parser));
  }

  /** Reads the object's fields into this decoder's own, up to the first fault. */
  private @Nullable BadRecord object(JsonParser parser) throws IOException {
    Arrays.fill(numbers, Double.NaN);
    locationId = null;
    epochMicros = Long.MIN_VALUE;
    long seen = 0;
    long ignored = 0;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      parser.nextToken();
      Integer field = FIELDS.get(name);
      if (field == null) {
        ignored++;
        parser.skipChildren();
        continue;
      }
      long bit = 1L << field;
      if ((seen & bit) != 0) {
        return new BadRecord(ErrorCode.DUPLICATE_FIELD, name + ": is there twice");
      }
      seen |= bit;
      BadRecord fault =
          parser.currentToken() == JsonToken.VALUE_NULL ? null : field(field, name, parser);
      if (fault != null) {
        return fault;
      }
    }
    if (ignored > 0) {
      ignoredFields.accept(ignored);
    }
    return null;
  }

  private @Nullable BadRecord field(int field, String name, JsonParser parser) throws IOException {
    if (field < TIMESTAMP) {
      return number(NumericField.ALL.get(field), parser);
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return new BadRecord(
          ErrorCode.WRONG_TYPE,
          "%s: expected a string, found %s".formatted(name, describe(parser)));
    }
    if (field == TIMESTAMP) {
      return timestamp(parser.getText());
    }
    locationId = parser.getText();
    return ReadingRules.locationId(locationId);
  }

  private @Nullable BadRecord number(NumericField field, JsonParser parser) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return new BadRecord(
          ErrorCode.WRONG_TYPE,
          "%s: expected a number, found %s".formatted(field.column(), describe(parser)));
    }
    double value = parser.getDoubleValue();
    numbers[field.index()] = value;
    return field.accepts(value) ? null : ReadingRules.number(field, value);
  }

  private @Nullable BadRecord timestamp(String text) {
    try {
      epochMicros = Timestamps.parse(text);
    } catch (DateTimeException e) {
      return new BadRecord(
          ErrorCode.BAD_TIMESTAMP,
          "timestamp: %s is not an ISO-8601 date and time with an offset, such as 2026-01-31T12:00:00.123456Z"
              .formatted(quoted(text)));
    }
    return ReadingRules.time(epochMicros);
  }

  private Decoded reading() {
    if (epochMicros == Long.MIN_VALUE) {
      return missing(FieldNames.TIMESTAMP);
    }
    String location = locationId;
    if (location == null) {
      return missing(FieldNames.LOCATION_ID);
    }
    BadRecord fault = ReadingRules.measurements(numbers);
    if (fault != null) {
      return fault;
    }
    Reading reading = new Reading(epochMicros, location, numbers);
    numbers = ReadingRules.noNumbers();
    return reading;
  }

  private static BadRecord missing(String name) {
    return new BadRecord(ErrorCode.MISSING_FIELD, name + ": is absent or null");
  }

  /** The parser's message, without its advice to programmers, after the field and the place. */
  private static String describe(JsonProcessingException e, JsonParser parser) {
    return at(parser) + ADVICE.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private static String at(JsonParser parser) {
    return fieldName(parser) + "at byte " + parser.currentLocation().getByteOffset() + ": ";
  }

  /** The field at which the parser stands, if it is one of a reading's. */
  private static String fieldName(JsonParser parser) {
    JsonStreamContext context = parser.getParsingContext();
    String name = context.getCurrentName();
    boolean ofTheReading =
        name != null
            && FIELDS.containsKey(name)
            && context.getParent() != null
            && context.getParent().inRoot();
    return ofTheReading ? name + ": " : "";
  }

  private static String describe(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "the text " + quoted(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> parser.currentToken().toString();
    };
  }

  private static String quoted(String text) {
    boolean fits = text.length() <= LONGEST_QUOTATION;
    return '"' + (fits ? text : text.substring(0, LONGEST_QUOTATION) + "…") + '"';
  }

  private static Map<String, Integer> fields() {
    Map<String, Integer> fields = new HashMap<>();
    NumericField.ALL.forEach(field -> fields.put(field.column(), field.index()));
    fields.put(FieldNames.TIMESTAMP, TIMESTAMP);
    fields.put(FieldNames.LOCATION_ID, LOCATION_ID);
    return Map.copyOf(fields);
  }
}

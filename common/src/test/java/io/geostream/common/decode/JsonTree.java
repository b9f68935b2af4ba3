package io.geostream.common.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JSON as a tree that keeps duplicate members, and where in the text each part stands. */
sealed interface JsonTree {

  /** Where its first character is. */
  int at();

  /** Its text, as it stands. */
  String raw();

  record Obj(int at, String raw, List<Member> members) implements JsonTree {}

  record Arr(int at, String raw, List<JsonTree> elements) implements JsonTree {}

  record Text(int at, String raw, String text) implements JsonTree {}

  record Num(int at, String raw) implements JsonTree {}

  record Bool(int at, String raw) implements JsonTree {}

  record Null(int at, String raw) implements JsonTree {}

  record Member(int at, String name, JsonTree value) {}

  /** What is no JSON by our limits. */
  final class NoJsonException extends Exception {
    private static final long serialVersionUID = 1L;
    final ErrorCode code;

    NoJsonException(ErrorCode code) {
      super(code.word(), null, false, false);
      this.code = code;
    }
  }

  static JsonTree parse(byte[] utf8) throws NoJsonException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new NoJsonException(ErrorCode.NOT_JSON);
    }
    if (text.startsWith("\ufeff") || text.indexOf(0) >= 0) {
      throw new NoJsonException(ErrorCode.NOT_JSON);
    }
    return new Reading(text).whole();
  }

  /** Reads from characters, which Jackson does by other code than from bytes. */
  final class Reading {

    private static final JsonFactory JSON =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(1 << 20)
                    .build())
            .build();

    private final String text;

    private Reading(String text) {
      this.text = text;
    }

    private JsonTree whole() throws NoJsonException {
      try (JsonParser parser = JSON.createParser(text)) {
        if (parser.nextToken() == null) {
          throw new NoJsonException(ErrorCode.NOT_JSON);
        }
        JsonTree value = value(parser);
        if (parser.nextToken() != null) {
          throw new NoJsonException(ErrorCode.NOT_JSON);
        }
        return value;
      } catch (StreamConstraintsException e) {
        throw new NoJsonException(ErrorCode.TOO_LARGE);
      } catch (JsonProcessingException e) {
        throw new NoJsonException(ErrorCode.NOT_JSON);
      } catch (IOException e) {
        throw new AssertionError("a text failed to be read", e);
      }
    }

    private JsonTree value(JsonParser parser) throws IOException {
      int at = (int) parser.currentTokenLocation().getCharOffset();
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          int name = (int) parser.currentTokenLocation().getCharOffset();
          String called = parser.currentName();
          parser.nextToken();
          members.add(new Member(name, called, value(parser)));
        }
        return new Obj(at, text.substring(at, end(parser)), members);
      }
      if (token == JsonToken.START_ARRAY) {
        List<JsonTree> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        return new Arr(at, text.substring(at, end(parser)), elements);
      }
      String scalar = parser.getText();
      return switch (token) {
        case VALUE_STRING -> new Text(at, text.substring(at, end(parser)), scalar);
        case VALUE_NULL -> new Null(at, scalar);
        case VALUE_TRUE, VALUE_FALSE -> new Bool(at, scalar);
        default -> new Num(at, scalar);
      };
    }

    private static int end(JsonParser parser) {
      return (int) parser.currentLocation().getCharOffset();
    }
  }
}

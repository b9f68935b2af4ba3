package io.geostream.common.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in a JSON value.
 *
 * @param tokens the names, or the indices of arrays, from the outermost; none for the value itself
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
public record JsonPointer(List<String> tokens) {

  /** The whole value. */
  public static final JsonPointer WHOLE = new JsonPointer(List.of());

  private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

  public JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /** The member of an object at the top. */
  public static JsonPointer member(String name) {
    return new JsonPointer(List.of(name));
  }

  /**
   * Reads the text form, such as {@code /device/id}.
   *
   * @throws IllegalArgumentException if it is none; the message names what is wrong
   */
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return WHOLE;
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a JSON Pointer; it begins with a slash, such as /" + text);
    }
    List<String> tokens = new ArrayList<>();
    for (String escaped : text.substring(1).split("/", -1)) {
      if (BAD_ESCAPE.matcher(escaped).find()) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is not a JSON Pointer; ~ is written ~0, and / in a name ~1");
      }
      tokens.add(escaped.replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointer(tokens);
  }

  /** The text form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append('/').append(token.replace("~", "~0").replace("/", "~1")));
    return text.toString();
  }
}

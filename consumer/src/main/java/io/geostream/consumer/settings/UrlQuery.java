package io.geostream.consumer.settings;

import io.geostream.common.settings.SettingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What follows the question mark of a URL. */
final class UrlQuery {

  private static final Pattern NAME = Pattern.compile("\\w+");

  private UrlQuery() {}

  /** The part of a URL before its query. */
  static String before(String url) {
    int question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question);
  }

  /**
   * The parameters of a URL, decoded, the last of a name.
   *
   * @param plusIsSpace as the JDBC driver has it; never in a user name or a password
   * @param strayAt the message for an {@code @} where a name should be: the URL was split wrongly
   * @throws SettingException if there is a piece that is no parameter; it is not repeated
   */
  static Map<String, String> parse(String url, boolean plusIsSpace, String strayAt) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String piece :
        url.substring(before(url).length()).replaceFirst("^\\?", "").split("&", -1)) {
      if (piece.isEmpty()) {
        continue;
      }
      int equals = piece.indexOf('=');
      String name = decode(equals < 0 ? piece : piece.substring(0, equals));
      if (!NAME.matcher(name).matches()) {
        throw DatabaseUrl.refused(
            name.indexOf('@') >= 0 ? strayAt : "has a parameter with an invalid name");
      }
      String value = piece.substring(equals < 0 ? piece.length() : equals + 1);
      boolean isLogin = name.equals("user") || name.equals("password");
      parameters.put(name, decode(plusIsSpace && !isLogin ? value.replace('+', ' ') : value));
    }
    return parameters;
  }

  /**
   * Resolves percent escapes; a plus stays one.
   *
   * @throws SettingException if one is broken
   */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw DatabaseUrl.refused("has a broken %-escape; % itself is written %25");
    }
  }
}

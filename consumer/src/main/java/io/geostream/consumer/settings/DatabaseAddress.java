package io.geostream.consumer.settings;

import io.geostream.common.settings.SettingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, and who we are there. Its text has no password in it.
 *
 * @param jdbcUrl for the driver, without user and password; the password of a key stays in it
 * @param user as the URL or a setting names it
 * @param password as the URL or a setting names it
 */
public record DatabaseAddress(String jdbcUrl, @Nullable String user, @Nullable String password) {

  private static final String SETTING = "--database-url (DATABASE_URL)";
  private static final String JDBC = "jdbc:postgresql:";
  private static final Pattern LIBPQ =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<rest>[^@]*)");

  /** Such as that of the client's key, {@code sslpassword}. */
  private static final Pattern PASSWORD_PARAMETER =
      Pattern.compile("(?i)([?&][^&=]*password=)[^&]*");

  /**
   * Reads a URL as JDBC or as libpq writes it.
   *
   * @throws SettingException if it is neither
   */
  static DatabaseAddress parse(String url) {
    Matcher libpq = LIBPQ.matcher(url);
    if (libpq.matches()) {
      return split(
          "jdbc:postgresql://" + libpq.group("rest"),
          decode(libpq.group("user")),
          decode(libpq.group("password")));
    }
    if (!url.startsWith(JDBC)) {
      throw new SettingException(
          SETTING, "is no jdbc:postgresql://, postgres:// or postgresql:// URL");
    }
    return split(url, null, null);
  }

  /** Takes user and password out of the query, where they may stand too. */
  private static DatabaseAddress split(
      String url, @Nullable String user, @Nullable String password) {
    int query = url.indexOf('?');
    if (query < 0) {
      return new DatabaseAddress(url, user, password);
    }
    String queryUser = user;
    String queryPassword = password;
    List<String> rest = new ArrayList<>();
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      if (parameter.startsWith("user=")) {
        queryUser = decode(parameter.substring("user=".length()));
      } else if (parameter.startsWith("password=")) {
        queryPassword = decode(parameter.substring("password=".length()));
      } else if (!parameter.isEmpty()) {
        rest.add(parameter);
      }
    }
    String base = url.substring(0, query);
    return new DatabaseAddress(
        rest.isEmpty() ? base : base + "?" + String.join("&", rest), queryUser, queryPassword);
  }

  private static @Nullable String decode(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SettingException(SETTING, "has a broken %-escape in user or password");
    }
  }

  /** Whether a password of any kind is known. */
  boolean hasSecret() {
    return password != null || PASSWORD_PARAMETER.matcher(jdbcUrl).find();
  }

  DatabaseAddress withCredentials(String name, @Nullable String secret) {
    return new DatabaseAddress(jdbcUrl, name, secret);
  }

  @Override
  public String toString() {
    return PASSWORD_PARAMETER.matcher(jdbcUrl).replaceAll("$1…") + " as " + user;
  }
}

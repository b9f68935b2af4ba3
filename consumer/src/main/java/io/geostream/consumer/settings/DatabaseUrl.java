package io.geostream.consumer.settings;

import io.geostream.common.settings.SettingException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * A database URL in its parts, as JDBC or as libpq writes it. Of its text nothing is ever printed
 * but the place and the names of parameters.
 *
 * @param parameters the driver's, checked, without user and password
 * @param user from the user info or a parameter
 * @param password likewise
 */
record DatabaseUrl(
    UrlPlace place,
    Map<String, String> parameters,
    @Nullable String user,
    @Nullable String password) {

  private static final String JDBC = "jdbc:postgresql:";
  private static final Pattern LIBPQ = Pattern.compile("postgres(?:ql)?://(.*)", Pattern.DOTALL);

  private static final String UNESCAPED =
      "cannot be read: in a user name or a password write %40 for @, %2F for /, %3A for :, %3F for ?, %25 for %;"
          + " or give them by --database-user and DATABASE_PASSWORD";
  private static final String NOT_IN_JDBC =
      "has an @ before its parameters, and a jdbc: URL has no user info: write postgresql://user:password@host/database,"
          + " or give them by --database-user and DATABASE_PASSWORD";

  /** For the login itself, once a host has taken the connection. */
  private static final int LOGIN_SECONDS = 5;

  DatabaseUrl {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Takes a URL apart.
   *
   * @throws SettingException if it is none, or has a parameter that does not exist or cannot have
   *     its value
   */
  static DatabaseUrl parse(String url) {
    Matcher libpq = LIBPQ.matcher(url);
    if (libpq.matches()) {
      return parseLibpq(libpq.group(1));
    }
    if (!url.startsWith(JDBC)) {
      throw refused("is no jdbc:postgresql://, postgres:// or postgresql:// URL");
    }
    return parseJdbc(url.substring(JDBC.length()));
  }

  private static DatabaseUrl parseLibpq(String text) {
    String place = UrlQuery.before(text);
    int at = place.indexOf('@');
    int slash = place.indexOf('/');
    Map<String, String> query = UrlQuery.parse(text, false, UNESCAPED);
    if (at != place.lastIndexOf('@') || (slash >= 0 && slash < at)) {
      throw refused(UNESCAPED);
    }
    String userInfo = place.substring(0, Math.max(0, at));
    int colon = userInfo.indexOf(':');
    String user = UrlQuery.decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
    String password = UrlQuery.decode(colon < 0 ? "" : userInfo.substring(colon + 1));
    UrlPlace where = UrlPlace.parse(place.substring(at + 1)).overlaidBy(query);
    Map<String, String> driver = LibpqParameters.translate(UrlPlace.without(query));
    return build(
        where, driver, name -> LibpqParameters.written(name, query.keySet()), user, password);
  }

  private static DatabaseUrl parseJdbc(String text) {
    String place = UrlQuery.before(text);
    if (place.indexOf('@') >= 0) {
      throw refused(NOT_IN_JDBC);
    }
    boolean hasHost = place.startsWith("//");
    if (!hasHost && place.startsWith("/") && place.length() > 1) {
      throw refused("has one slash before its host, and needs two");
    }
    Map<String, String> query = UrlQuery.parse(text, true, NOT_IN_JDBC);
    String parts = hasHost ? place.substring(2) : "/" + place.replaceFirst("^/", "");
    // As the driver reads it.
    UrlPlace where = UrlPlace.parse(parts.replace("+", "%20")).overlaidBy(query);
    return build(where, UrlPlace.without(query), UnaryOperator.identity(), "", "");
  }

  private static DatabaseUrl build(
      UrlPlace place,
      Map<String, String> parameters,
      UnaryOperator<String> written,
      String user,
      String password) {
    String queryUser = parameters.remove("user");
    String queryPassword = parameters.remove("password");
    Map<String, String> checked = new DriverParameters(written).checked(parameters);
    String target = PGProperty.TARGET_SERVER_TYPE.getName();
    if (place.hosts().size() > 1 && "any".equals(checked.get(target))) {
      throw refused(
          "its parameter %s takes any of its hosts, and a consumer needs the primary",
          written.apply(target));
    }
    allowTimeToConnect(checked, place.hosts().size());
    return new DatabaseUrl(
        place,
        checked,
        unlessEmpty(queryUser == null ? user : queryUser),
        unlessEmpty(queryPassword == null ? password : queryPassword));
  }

  /** A limit on each connect is not cut short by one on the whole, unless the URL has that too. */
  private static void allowTimeToConnect(Map<String, String> parameters, int hosts) {
    String each = parameters.get(PGProperty.CONNECT_TIMEOUT.getName());
    if (each != null) {
      long seconds = Integer.parseInt(each);
      parameters.putIfAbsent(
          PGProperty.LOGIN_TIMEOUT.getName(),
          Long.toString(seconds <= 0 ? 0 : hosts * seconds + LOGIN_SECONDS));
    }
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  static SettingException refused(String problem) {
    return new SettingException(DatabaseAddress.SETTING, problem);
  }

  /** Names a parameter in place of {@code %s}, and never its value. */
  static SettingException refused(String problem, String parameter) {
    return refused(problem.replace("%s", parameter));
  }

  /** Host, port and database. */
  @Override
  public String toString() {
    return place.toString();
  }
}

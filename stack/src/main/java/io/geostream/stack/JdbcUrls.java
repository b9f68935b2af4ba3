package io.geostream.stack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of PostgreSQL databases: {@code jdbc:postgresql://host:port/name?parameters}. */
final class JdbcUrls {
  private JdbcUrls() {}

  static String local(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + encoded(database);
  }

  /** The same server and parameters, another database. */
  static String withDatabase(String url, String database) {
    int question = url.indexOf('?');
    String parameters = question < 0 ? "" : url.substring(question);
    String server = question < 0 ? url : url.substring(0, question);
    int slashes = server.indexOf("//");
    if (slashes < 0) {
      // jdbc:postgresql:name and jdbc:postgresql:/ stand for the local server.
      return "jdbc:postgresql://localhost/" + encoded(database) + parameters;
    }
    int slash = server.indexOf('/', slashes + 2);
    return (slash < 0 ? server : server.substring(0, slash)) + "/" + encoded(database) + parameters;
  }

  private static String encoded(String database) {
    return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

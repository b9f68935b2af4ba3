package io.geostream.consumer.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a database URL: its hosts, ports and database.
 *
 * @param hosts one or more
 * @param ports as many
 * @param database its name; empty for that of the user
 */
record UrlPlace(List<String> hosts, List<String> ports, String database) {

  private static final Pattern ADDRESS =
      Pattern.compile("(?<host>\\[[^\\]]*]|[^:]*)(?::(?<port>[^:]*))?");
  private static final Pattern HOST = Pattern.compile("\\[[0-9A-Za-z:.%_-]+]|[^\\s:/@?&\\[\\]]*");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(%[0-9A-Za-z._-]+)?");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final String UNREADABLE_HOST = "has a host that cannot be read";
  private static final int MAX_PORT = 65_535;
  private static final String DEFAULT_HOST = "localhost";
  private static final String DEFAULT_PORT = "5432";

  UrlPlace {
    hosts = List.copyOf(hosts);
    ports = List.copyOf(ports);
  }

  /** Reads {@code host:port,host:port/database}, each part of it optional. */
  static UrlPlace parse(String text) {
    int slash = text.indexOf('/');
    String database = slash < 0 ? "" : text.substring(slash + 1);
    if (database.indexOf('/') >= 0) {
      throw DatabaseUrl.refused("has more than one / after its host; in a name / is written %2F");
    }
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String each : (slash < 0 ? text : text.substring(0, slash)).split(",", -1)) {
      Matcher address = ADDRESS.matcher(each);
      if (!address.matches()) {
        throw DatabaseUrl.refused(UNREADABLE_HOST);
      }
      hosts.add(host(UrlQuery.decode(address.group("host"))));
      ports.add(port(address.group("port")));
    }
    return new UrlPlace(hosts, ports, UrlQuery.decode(database));
  }

  /** With what the parameters of such names say instead. */
  UrlPlace overlaidBy(Map<String, String> parameters) {
    List<String> newHosts = hosts;
    List<String> newPorts = ports;
    String newDatabase = database;
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      String[] values = each.getValue().split(",", -1);
      switch (name(each.getKey())) {
        case "host" ->
            newHosts =
                List.of(values).stream().map(UrlPlace::bracketed).map(UrlPlace::host).toList();
        case "port" -> newPorts = List.of(values).stream().map(UrlPlace::port).toList();
        case "dbname" -> newDatabase = each.getValue();
        default -> {}
      }
    }
    if (newPorts.size() == 1) {
      newPorts = Collections.nCopies(newHosts.size(), newPorts.get(0));
    }
    if (newHosts.size() != newPorts.size()) {
      throw DatabaseUrl.refused("does not have as many ports as hosts");
    }
    return new UrlPlace(newHosts, newPorts, newDatabase);
  }

  /** The parameters that say something else than the place. */
  static Map<String, String> without(Map<String, String> parameters) {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.keySet().removeIf(name -> List.of("host", "port", "dbname").contains(name(name)));
    return others;
  }

  /** As libpq calls it; the driver's own names have PG before them. */
  private static String name(String parameter) {
    return parameter.toLowerCase(Locale.ROOT).replaceFirst("^pg", "");
  }

  /** In a parameter an IPv6 address may stand without its brackets. */
  private static String bracketed(String host) {
    return IPV6.matcher(host).matches() ? "[" + host + "]" : host;
  }

  private static String host(String host) {
    if (host.startsWith("/")) {
      throw DatabaseUrl.refused("names a Unix socket, and the driver speaks TCP only");
    }
    if (!HOST.matcher(host).matches()) {
      throw DatabaseUrl.refused(UNREADABLE_HOST);
    }
    return host.isEmpty() ? DEFAULT_HOST : host;
  }

  private static String port(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return DEFAULT_PORT;
    }
    if (!PORT.matcher(text).matches()
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_PORT) {
      throw DatabaseUrl.refused("has a port that is not a number from 1 to 65535");
    }
    return text;
  }

  /** {@code host:port,host:port/database}. */
  @Override
  public String toString() {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      addresses.add(hosts.get(i) + ":" + ports.get(i));
    }
    String name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    return String.join(",", addresses) + "/" + name;
  }
}

package io.geostream.consumer.settings;

import io.geostream.common.settings.ReadableFile;
import io.geostream.common.settings.SettingException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;
import org.postgresql.util.PGPropertyMaxResultBufferParser;
import org.postgresql.util.PSQLException;

/**
 * The parameters of the PostgreSQL driver in a URL. The driver ignores those that it does not know,
 * and finds out about values only when it connects; here they are refused by name at the start.
 */
final class DriverParameters {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Set<String> SWITCH = Set.of("true", "false");

  private static final List<PGProperty> FILES =
      List.of(PGProperty.SSL_CERT, PGProperty.SSL_KEY, PGProperty.SSL_ROOT_CERT);

  /** What the driver knows and a consumer has no use for. */
  private static final Map<PGProperty, String> FORBIDDEN =
      Map.of(
          PGProperty.APPLICATION_NAME,
          "is fixed: the consumers of a group know each other by it",
          PGProperty.SERVICE,
          "is not read: put what the service file says into the URL",
          PGProperty.REPLICATION,
          "is for replication, and a consumer writes rows");

  private static final Map<PGProperty, Set<String>> READ_ONLY =
      Map.of(
          PGProperty.TARGET_SERVER_TYPE,
          Set.of("secondary", "slave", "preferSecondary", "preferSlave"),
          PGProperty.READ_ONLY,
          Set.of("true"));

  private final UnaryOperator<String> written;

  /**
   * @param written the name of a parameter as the URL writes it, by the driver's name
   */
  DriverParameters(UnaryOperator<String> written) {
    this.written = written;
  }

  /**
   * Checks parameters, values, and the files and classes that they name.
   *
   * @return the same in the driver's spelling
   * @throws SettingException that names the first that cannot be used, and never a value
   */
  Map<String, String> checked(Map<String, String> parameters) {
    Map<String, String> checked = new LinkedHashMap<>();
    parameters.forEach((name, value) -> checked.put(name, checked(property(name), value)));
    new DriverSockets(written, checked).check();
    return checked;
  }

  static SettingException noSuchValue(String name, Collection<String> words) {
    return DatabaseUrl.refused(
        "the value of its parameter %s is none of " + String.join(", ", new TreeSet<>(words)),
        name);
  }

  private static PGProperty property(String name) {
    PGProperty property = PGProperty.forName(name);
    if (property != null) {
      return property;
    }
    throw DatabaseUrl.refused(
        Arrays.stream(PGProperty.values())
            .map(PGProperty::getName)
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .map(spelling -> "its parameter " + name + " is written " + spelling)
            .orElse("the PostgreSQL driver has no parameter " + name));
  }

  private String checked(PGProperty property, String value) {
    String forbidden = FORBIDDEN.get(property);
    if (forbidden != null) {
      throw refused("its parameter %s " + forbidden, property);
    }
    String spelled = spelled(property, value);
    if (READ_ONLY.getOrDefault(property, Set.of()).contains(spelled)) {
      throw refused(
          "its parameter %s asks for a server to read from, and a consumer writes", property);
    }
    if (FILES.contains(property) && !value.isEmpty() && !ReadableFile.is(value)) {
      throw refused("the file that its parameter %s names cannot be read", property);
    }
    return spelled;
  }

  /** The form of its default says what a parameter without choices takes. */
  private String spelled(PGProperty property, String value) {
    String form = property.getDefaultValue();
    String[] choices = property.getChoices();
    if (property == PGProperty.REQUIRE_AUTH) {
      return value; // several of its choices; the driver checks them as it connects
    }
    if (property == PGProperty.SSL && !value.isEmpty()) {
      return choice(property, value, SWITCH);
    }
    if (property == PGProperty.LOGIN_TIMEOUT && SECONDS.matcher(value).matches()) {
      return value; // the driver takes fractions
    }
    if (property == PGProperty.MAX_RESULT_BUFFER) {
      return bufferSize(property, value);
    }
    if (choices != null) {
      return choice(property, value, Arrays.asList(choices));
    }
    if (form != null && SWITCH.contains(form)) {
      return choice(property, value, SWITCH);
    }
    if (form != null && NUMBER.matcher(form).matches() && !isNumber(value)) {
      throw refused("the value of its parameter %s is not a whole number, or too large", property);
    }
    return value;
  }

  private static boolean isNumber(String value) {
    try {
      Integer.parseInt(value);
      return NUMBER.matcher(value).matches();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private String bufferSize(PGProperty property, String value) {
    try {
      PGPropertyMaxResultBufferParser.parseProperty(value);
      return value;
    } catch (PSQLException | NumberFormatException e) {
      throw refused("the value of its parameter %s is not a size such as 100M or 10p", property);
    }
  }

  private String choice(PGProperty property, String value, Collection<String> choices) {
    return choices.stream()
        .filter(value::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> noSuchValue(written.apply(property.getName()), choices));
  }

  private SettingException refused(String problem, PGProperty property) {
    return DatabaseUrl.refused(problem, written.apply(property.getName()));
  }
}

package io.geostream.e2e.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service of the Compose file.
 *
 * @param settings what stands under its name, anchors resolved, variables not
 */
record Service(String name, Map<String, Object> settings) {

  /** Does its work and ends. */
  boolean isOneShot() {
    return !text("restart").equals("unless-stopped");
  }

  boolean has(String setting) {
    return settings.containsKey(setting);
  }

  String text(String setting) {
    return String.valueOf(settings.getOrDefault(setting, ""));
  }

  /** Empty where the setting is not there; one of another form fails the test. */
  List<String> list(String setting) {
    List<?> entries = of(setting, List.class, List.of());
    return entries.stream().map(String::valueOf).toList();
  }

  /** Empty where the setting is not there; one of another form fails the test. */
  Map<String, Object> map(String setting) {
    return copy(of(setting, Map.class, Map.of()));
  }

  private <T> T of(String setting, Class<T> form, T absent) {
    Object value = settings.getOrDefault(setting, absent);
    assertThat(value).as("%s of %s", setting, name).isInstanceOf(form);
    return form.cast(value);
  }

  /** Its environment, name and value. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    map("environment").forEach((name, value) -> variables.put(name, String.valueOf(value)));
    return variables;
  }

  /** How long it has to stop before it is killed; Compose's default is 10 s. */
  Duration stopGracePeriod() {
    return Duration.parse("PT" + settings.getOrDefault("stop_grace_period", "10s"));
  }

  static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            copy.put(String.valueOf(key), value);
          }
        });
    return copy;
  }

  @Override
  public String toString() {
    return name;
  }
}

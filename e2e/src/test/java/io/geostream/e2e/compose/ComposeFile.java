package io.geostream.e2e.compose;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code docker-compose.yml}.
 *
 * @param services in the file's order
 * @param volumes the named ones
 */
record ComposeFile(List<Service> services, List<String> volumes) {

  static ComposeFile read() {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> file = yaml.load(Repository.text("docker-compose.yml"));
    Service root = new Service("the file", Service.copy(file));
    return new ComposeFile(
        root.map("services").entrySet().stream()
            .map(entry -> new Service(entry.getKey(), mapOf(entry.getValue())))
            .toList(),
        file.get("volumes") instanceof Map<?, ?> volumes
            ? volumes.keySet().stream().map(String::valueOf).toList()
            : List.of());
  }

  Service service(String name) {
    return services.stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no service " + name));
  }

  private static Map<String, Object> mapOf(Object value) {
    return value instanceof Map<?, ?> map ? Service.copy(map) : Map.of();
  }
}

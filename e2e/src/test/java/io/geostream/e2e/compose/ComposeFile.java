package io.geostream.e2e.compose;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * {@code docker-compose.yml}.
 *
 * @param services in the file's order
 * @param volumes the named ones
 */
record ComposeFile(List<Service> services, List<String> volumes) {

  static ComposeFile read() {
    Load yaml = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    Map<String, Object> file = mapOf(yaml.loadFromString(Repository.text("docker-compose.yml")));
    Service root = new Service("the file", file);
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

package io.geostream.demo;

import io.geostream.stack.KafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the daemons of one run on its names and servers. */
record DaemonStarter(RunNames names, KafkaBroker broker, DaemonProcess.Surroundings surroundings) {

  DaemonProcess consumer(DemoDatabase database) {
    List<String> flags = new ArrayList<>(common());
    flags.addAll(
        List.of(
            "--group", names.group(),
            "--database-url", database.jdbcUrl(),
            "--database-user", database.user()));
    if (!database.timescale()) {
      flags.add("--allow-plain-postgresql");
    }
    return DaemonProcess.start("consumer", flags, database.secrets(), surroundings);
  }

  DaemonProcess producer(DemoSettings settings, MadeWeather weather) {
    List<String> flags = new ArrayList<>(common());
    flags.addAll(weather.flags());
    flags.addAll(
        List.of(
            "--rate", Double.toString(settings.rate()),
            "--locations", Integer.toString(settings.locations())));
    return DaemonProcess.start("producer", flags, Map.of(), surroundings);
  }

  private List<String> common() {
    return List.of("--bootstrap-servers", broker.bootstrapServers(), "--topic", names.topic());
  }
}

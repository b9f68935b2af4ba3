package io.geostream.benchmark.contender;

import io.geostream.stack.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kafka's own client, which reads the topic and writes nothing. */
record KafkaAlone(String name) implements Contender {

  @Override
  public Optional<Path> ownLog(Heat heat) {
    return Optional.of(heat.folder().resolve(heat.group() + ".polls"));
  }

  @Override
  public ChildProcess start(Heat heat) {
    List<String> arguments = new ArrayList<>(List.of("client-poll"));
    arguments.addAll(heat.addresses().brokerFlags());
    arguments.addAll(
        List.of(
            "--group", heat.group(),
            "--readings", Long.toString(heat.readings()),
            "--polls", ownLog(heat).orElseThrow().toString()));
    return heat.startClient(heat.jvmOptions(), arguments);
  }
}

package io.geostream.benchmark.contender;

import io.geostream.stack.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Kafka Connect, standalone, with the Debezium JDBC sink; set as {@code benchmark/peers} says.
 *
 * @param batchRows rows in a statement, and records in a poll
 */
record DebeziumSink(String name, int batchRows, Peers peers) implements Contender {

  private static final String CONNECT = "org.apache.kafka.connect.cli.ConnectStandalone";

  /** Connect's own name for the group of a sink. */
  @Override
  public Optional<String> endsWithCommitsOf(String heatsGroup) {
    return Optional.of("connect-" + heatsGroup);
  }

  @Override
  public ChildProcess start(Heat heat) {
    String rows = Integer.toString(batchRows);
    Path worker =
        file(
            heat,
            "connect",
            Map.of(
                "bootstrap.servers", heat.addresses().bootstrapServers(),
                "plugin.path", peers.plugins().toString(),
                "listeners", "http://127.0.0.1:0",
                "offset.storage.file.filename",
                    heat.folder().resolve(heat.group() + ".offsets").toString()));
    Path sink =
        file(
            heat,
            "debezium",
            Map.of(
                "name", heat.group(),
                "topics", heat.addresses().topic(),
                "connection.url", heat.addresses().jdbcUrl() + "?reWriteBatchedInserts=true",
                "connection.username", heat.addresses().user(),
                "connection.password", heat.addresses().password(),
                "batch.size", rows,
                "consumer.override.max.poll.records", rows));
    return peers.startKafka(
        heat.group(),
        CONNECT,
        heat.jvmOptions(),
        List.of(worker.toString(), sink.toString()),
        heat.folder());
  }

  private static Path file(Heat heat, String which, Map<String, String> more) {
    Path file = heat.folder().resolve(heat.group() + "." + which + ".properties");
    Properties properties = new Properties();
    try (InputStream shipped =
            Objects.requireNonNull(
                DebeziumSink.class.getResourceAsStream("peers/" + which + ".properties"));
        OutputStream out = Files.newOutputStream(file)) {
      properties.load(shipped);
      properties.putAll(more);
      properties.store(out, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}

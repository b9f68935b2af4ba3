package io.geostream.benchmark.contender;

import io.geostream.benchmark.stage.Messages;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.Source;
import io.geostream.stack.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Kafka Connect, standalone, with the Debezium JDBC sink; set as {@code benchmark/peers} says.
 *
 * @param batchRows rows in a statement, and records in a poll
 * @param unnest whether a statement has an array for each column, instead of rewritten rows
 */
record DebeziumSink(String name, int batchRows, boolean unnest, Peers peers) implements Contender {

  private static final String CONNECT = "org.apache.kafka.connect.cli.ConnectStandalone";

  @Override
  public boolean takes(Messages messages) {
    return messages.mapping().each().isEmpty();
  }

  /** Connect's own name for the group of a sink. */
  @Override
  public Optional<String> endsWithCommitsOf(String heatsGroup) {
    return Optional.of("connect-" + heatsGroup);
  }

  @Override
  public ChildProcess start(Heat heat) {
    Mapping mapping = heat.addresses().messages().mapping();
    Path worker =
        file(
            heat,
            "connect",
            Map.of(
                "bootstrap.servers", heat.addresses().bootstrapServers(),
                "plugin.path", peers.plugins().toString(),
                "listeners", "http://127.0.0.1:0",
                "value.converter.fields", fields(mapping),
                "offset.storage.file.filename",
                    heat.folder().resolve(heat.group() + ".offsets").toString()));
    Path sink = file(heat, "debezium", sink(heat, mapping));
    return peers.startKafka(
        heat.group(),
        CONNECT,
        heat.jvmOptions(),
        List.of(worker.toString(), sink.toString()),
        heat.folder());
  }

  private Map<String, String> sink(Heat heat, Mapping mapping) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", heat.group());
    settings.put("topics", heat.addresses().topic());
    settings.put("connection.url", heat.addresses().jdbcUrl() + "?reWriteBatchedInserts=true");
    settings.put("dialect.postgres.unnest.insert.enabled", Boolean.toString(unnest));
    settings.put("connection.username", heat.addresses().user());
    settings.put("connection.password", heat.addresses().password());
    settings.put("batch.size", Integer.toString(batchRows));
    settings.put("consumer.override.max.poll.records", Integer.toString(batchRows));
    settings.put("collection.name.format", mapping.table().name());
    if (mapping.columns().stream().anyMatch(DebeziumSink::isNested)) {
      settings.put("transforms", "flatten");
      settings.put("transforms.flatten.type", "org.apache.kafka.connect.transforms.Flatten$Value");
      settings.put("transforms.flatten.delimiter", "_");
    }
    if (mapping.onConflict() == OnConflict.UPDATE) {
      settings.put("insert.mode", "upsert");
      settings.put("primary.key.mode", "record_value");
      settings.put("primary.key.fields", String.join(",", mapping.unique()));
      // One statement must not have a row twice.
      settings.put("use.reduction.buffer", "true");
    }
    return settings;
  }

  /** The columns, as StructConverter takes them. */
  private static String fields(Mapping mapping) {
    return mapping.columns().stream()
        .map(column -> column.source() + "=" + column.name() + ":" + column.type())
        .collect(Collectors.joining(","));
  }

  private static boolean isNested(Column column) {
    return column.source() instanceof Source.OfRow row && row.pointer().tokens().size() > 1;
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

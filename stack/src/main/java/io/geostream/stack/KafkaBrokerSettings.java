package io.geostream.stack;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The broker's settings: broker and controller in one process, one replica of everything, and
 * little waiting and memory, for a single node on a small machine.
 */
final class KafkaBrokerSettings {
  private KafkaBrokerSettings() {}

  /**
   * The content of a server.properties.
   *
   * @param more comes last: of a key that is there twice, the last value counts
   */
  static String of(int port, int controllerPort, Path data, Map<String, String> more) {
    return String.format(
            Locale.ROOT,
            """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    controller.listener.names=CONTROLLER
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=%3$s

    auto.create.topics.enable=false
    default.replication.factor=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    share.coordinator.state.topic.num.partitions=1
    group.initial.rebalance.delay.ms=0
    # Only what a client or a group may ask for: the defaults stay.
    group.min.session.timeout.ms=1000
    group.consumer.min.session.timeout.ms=1000
    group.consumer.min.heartbeat.interval.ms=100

    # A broker that comes back after SIGKILL is let in once its former session has ended; but a
    # shorter session ends by itself on a busy machine, and takes the leaders away.
    broker.session.timeout.ms=6000
    broker.heartbeat.interval.ms=500

    num.network.threads=2
    num.io.threads=4
    background.threads=2
    # Of the heap; 128 MiB by default.
    log.cleaner.dedupe.buffer.size=4194304
    log.index.size.max.bytes=1048576
    """,
            port,
            controllerPort,
            escaped(data.toString()))
        + new TreeMap<>(more)
            .entrySet().stream()
                .map(setting -> setting.getKey() + "=" + escaped(setting.getValue()) + "\n")
                .collect(Collectors.joining());
  }

  /** A backslash starts an escape in a properties file. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\");
  }
}

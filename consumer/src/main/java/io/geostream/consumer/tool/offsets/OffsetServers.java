package io.geostream.consumer.tool.offsets;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Logging;
import io.geostream.common.daemon.Resources;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.Groups;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.settings.DatabaseAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the database, as the tools ask them. Nobody is waited for long: a server that is
 * away is told at once.
 */
final class OffsetServers {

  private static final Logger log = LoggerFactory.getLogger(OffsetServers.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String UNDEFINED_TABLE = "42P01";

  private final String topic;
  private final Topics topics;
  private final Groups groups;
  private final OffsetRows rows;

  private OffsetServers(String topic, Topics topics, Groups groups, OffsetRows rows) {
    this.topic = topic;
    this.topics = topics;
    this.groups = groups;
    this.rows = rows;
  }

  /** What a tool does with the servers. */
  interface Work {
    void with(OffsetServers servers) throws SQLException, IOException;
  }

  /**
   * Does a tool's work, and tells its fault in one line.
   *
   * @return the exit code
   * @throws io.geostream.common.settings.SettingException if a setting cannot be used
   */
  static int run(OffsetsSettings settings, Map<String, String> environment, Work work) {
    Logging.configureToStderr(settings.logging());
    KafkaSettings kafka = settings.topic().clients();
    DatabaseAddress address = settings.database().address(environment);
    return Daemon.run(
        (stop, resources) -> {
          try {
            work.with(open(settings, kafka, address, resources));
          } catch (KafkaException e) {
            throw ToolException.of(
                "Kafka at " + kafka.bootstrapServers(),
                BrokerProbe.of(ClientSettings.admin(kafka)).explain(e),
                e);
          } catch (SQLException e) {
            throw UNDEFINED_TABLE.equals(e.getSQLState())
                ? ToolException.of(
                    "database " + address,
                    "has no table kafka_offsets yet; 'consumer.jar migrate' makes it",
                    e)
                : ToolException.of("database " + address, e);
          }
        });
  }

  private static OffsetServers open(
      OffsetsSettings settings, KafkaSettings kafka, DatabaseAddress address, Resources resources) {
    String topic = settings.topic().name();
    OffsetRows rows =
        new OffsetRows(
            new Transactions(DatabasePool.forTool(new Login(address))), settings.group(), topic);
    Map<String, Object> client = ClientSettings.admin(kafka);
    BrokerProbe.of(client).check();
    Admin admin = resources.add(Clients.make(client, Admin::create));
    return new OffsetServers(topic, new Topics(admin, PATIENCE), new Groups(admin, PATIENCE), rows);
  }

  Topics topics() {
    return topics;
  }

  Groups groups() {
    return groups;
  }

  OffsetRows rows() {
    return rows;
  }

  /**
   * What is stored, and what the logs hold. Consumers may be at work: the begins are asked for
   * before the rows and the ends after them, so that what moves meanwhile looks like no mismatch.
   */
  Snapshot snapshot() throws SQLException {
    TopicInfo info = topics.describe(topic);
    if (info == null) {
      throw new ToolException("topic " + topic + " does not exist");
    }
    Map<Integer, Long> begins = topics.firstOffsets(topic, info.numbers());
    StoredRows stored = rows.read(info.clusterId());
    Map<Integer, Long> readable = topics.readableEndOffsets(topic, info.numbers());
    Map<Integer, Long> ends = topics.endOffsets(topic, info.numbers());
    stored.others().forEach(other -> tellOf(other, info));
    return new Snapshot(info, logs(begins, readable, ends), stored);
  }

  private static SortedMap<Integer, LogRange> logs(
      Map<Integer, Long> begins, Map<Integer, Long> readable, Map<Integer, Long> ends) {
    SortedMap<Integer, LogRange> logs = new TreeMap<>();
    begins.forEach(
        (partition, begin) ->
            logs.put(
                partition,
                new LogRange(
                    begin,
                    Objects.requireNonNull(readable.get(partition)),
                    Objects.requireNonNull(ends.get(partition)))));
    return logs;
  }

  private void tellOf(OtherCluster other, TopicInfo info) {
    log.warn(
        "the database also has offsets of {} partition(s) of {} on another cluster, {}, last written at {}; they do not count on this one, {}",
        other.partitions(),
        topic,
        other.clusterId(),
        other.updatedAt(),
        info.clusterId());
  }
}

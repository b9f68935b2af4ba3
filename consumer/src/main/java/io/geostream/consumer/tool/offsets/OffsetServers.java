package io.geostream.consumer.tool.offsets;

import io.geostream.common.daemon.Faults;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.kafka.Groups;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.ToolRun;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the database, as the tools ask them. The tools do not wait long: a server that is
 * away is an error at once.
 */
record OffsetServers(String topic, Topics topics, Groups groups, OffsetRows rows) {

  private static final Logger log = LoggerFactory.getLogger(OffsetServers.class);
  private static final String UNDEFINED_TABLE = PSQLState.UNDEFINED_TABLE.getState();
  private static final String UNDEFINED_COLUMN = PSQLState.UNDEFINED_COLUMN.getState();

  /** What a tool does with the servers. */
  interface Work {
    void with(OffsetServers servers) throws SQLException, IOException;
  }

  /**
   * Does a tool's work, and reports its fault in one line.
   *
   * @return the exit code
   * @throws io.geostream.common.settings.SettingException if a setting cannot be used
   */
  static int run(OffsetsSettings settings, Map<String, String> environment, Work work) {
    KafkaSettings kafka = settings.topic().clients();
    DatabaseAddress address = settings.database().address(environment);
    return ToolRun.run(
        settings.logging(),
        kafka,
        (admin, stop, resources) -> {
          try {
            work.with(open(settings, address, admin));
          } catch (SQLException e) {
            throw explained(e, address);
          }
        },
        (fault, probe) ->
            new ToolException(
                "Kafka at " + kafka.bootstrapServers() + ": " + probe.explain(fault), fault));
  }

  private static ToolException explained(SQLException fault, DatabaseAddress address) {
    return new ToolException("database " + address + ": " + problem(fault), fault);
  }

  private static String problem(SQLException fault) {
    if (UNDEFINED_TABLE.equals(fault.getSQLState())) {
      return "has no table kafka_offsets yet; 'consumer.jar migrate' makes it";
    }
    return UNDEFINED_COLUMN.equals(fault.getSQLState())
        ? "has kafka_offsets as an earlier version made it; 'consumer.jar migrate' adds what is new"
        : Faults.oneLine(fault);
  }

  private static OffsetServers open(
      OffsetsSettings settings, DatabaseAddress address, Admin admin) {
    String topic = settings.topic().name();
    Transactions database = new Transactions(DatabasePool.forTool(new Login(address)));
    return new OffsetServers(
        topic,
        new Topics(admin, ToolRun.TIMEOUT),
        new Groups(admin, ToolRun.TIMEOUT),
        new OffsetRows(database, settings.group(), topic));
  }

  /**
   * What is stored, and what the logs hold. Consumers may run meanwhile: the begins are asked for
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
    stored.others().forEach(other -> logOther(other, info));
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

  private void logOther(OtherCluster other, TopicInfo info) {
    log.warn(
        "the database also has offsets of {} partition(s) of {} on another cluster, {}, last written at {}; they do not count on this one, {}",
        other.partitions(),
        topic,
        other.clusterId(),
        other.updatedAt(),
        info.clusterId());
  }
}

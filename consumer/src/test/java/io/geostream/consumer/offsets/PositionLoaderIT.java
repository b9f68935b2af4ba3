package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.database.SqlWork;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.database.Transactor;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.settings.Start;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.TestTables;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First offsets are chosen once, whatever becomes of their rows. */
final class PositionLoaderIT {

  private final String name = SharedStack.freshTopic();
  private final Map<String, Object> kafka =
      Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers());
  private WrittenTable table;
  private Transactions transactions;
  private Admin admin;
  private Topics topics;
  private PositionLoader loader;

  @BeforeEach
  void makeATopicAndATable() throws Exception {
    table = WrittenTable.plain();
    table.execute(
        "ALTER TABLE kafka_offsets ADD durability text DEFAULT current_setting('synchronous_commit')");
    admin = Admin.create(kafka);
    SharedStack.broker().createTopic(name, 2);
    topics = new Topics(admin, Duration.ofSeconds(10));
    loader = loader();
    transactions = new Transactions(table.pool());
  }

  @AfterEach
  void dropThem() {
    admin.close();
    table.close();
  }

  @Test
  void aRowThatIsLostAfterItsInsertIsInsertedAgainWithTheSameStart() throws Exception {
    send(3);
    assertThat(load(loader, 0, 1)).isEqualTo(3);
    send(2);
    table.execute("DELETE FROM kafka_offsets");

    assertThat(load(loader, 0)).isEqualTo(3);
    assertThat(table.number("SELECT count(*) FROM kafka_offsets"))
        .as("rows: those of the others were lost too")
        .isEqualTo(2);
  }

  @Test
  void theRowsOfAllPartitionsAreClaimedWithTheFirst() throws Exception {
    load(loader, 0, 1);
    table.execute("UPDATE kafka_offsets SET target_table = NULL, next_offset = 0");
    TargetTable odd = TestTables.odd(OnConflict.REFUSE);
    PositionLoader other =
        new PositionLoader(
            new OffsetTable(key(), WeatherTable.SCHEMA, odd), topics, Start.EARLIEST);
    assertThat(load(other, 0)).isZero();
    assertThat(table.strings("SELECT target_table FROM kafka_offsets"))
        .containsExactly(TestTables.NAME, TestTables.NAME);
    assertThatThrownBy(() -> load(loader, 1)).isInstanceOf(OtherTableException.class);
  }

  /** A rebalance may assign a partition before the metadata that this asks for has it. */
  @Test
  void aPartitionThatTheBrokersDoNotReportYetIsAFaultThatPasses() {
    assertThatThrownBy(() -> load(loader, 0, 1, 2))
        .isInstanceOfSatisfying(
            KafkaException.class,
            fault -> assertThat(FaultKind.of(fault)).isEqualTo(FaultKind.TRANSIENT));
  }

  @Test
  void aRowThatWasOnlyLoadedIsNeverInserted() throws Exception {
    load(loader, 0);
    PositionLoader later = loader();
    load(later, 0);
    table.execute("DELETE FROM kafka_offsets");

    assertThatThrownBy(() -> load(later, 0)).isInstanceOf(MissingOffsetException.class);
    assertThat(table.number("SELECT count(*) FROM kafka_offsets")).isZero();
  }

  @Test
  void aGroupThatKnowsRowsHasBegunThoughTheTableIsEmpty() throws Exception {
    load(loader, 0);
    send(4);
    table.execute("DELETE FROM kafka_offsets");
    admin.createPartitions(Map.of(name, NewPartitions.increaseTo(3))).all().get();

    long added =
        await()
            .ignoreExceptionsInstanceOf(UnknownTopicOrPartitionException.class)
            .until(() -> load(loader, 2, 0), any -> true);
    assertThat(added).isZero();
    assertThat(load(loader, 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"off, on", "local, on", "on, on", "remote_apply, remote_apply"})
  void aFirstOffsetIsCommittedDurably(String setting, String durability) throws Exception {
    table.execute(
        "ALTER DATABASE %s SET synchronous_commit = %s".formatted(table.quotedName(), setting));
    load(loader, 0);

    assertThat(table.strings("SELECT DISTINCT durability FROM kafka_offsets"))
        .containsExactly(durability);
  }

  /** Ours would be 3, and leave out two records. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theStartOfAConsumerThatWasFasterIsTakenAndOursIsForgotten(int asked) throws Exception {
    send(3);
    assertThat(load(new Overtaken(), loader, asked)).isEqualTo(asked == 0 ? 1 : 0);
    assertThat(table.number("SELECT next_offset FROM kafka_offsets WHERE partition = 0")).isOne();

    table.execute("DELETE FROM kafka_offsets");
    table.pool().getHikariPoolMXBean().softEvictConnections();

    assertThatThrownBy(() -> load(loader, 0)).isInstanceOf(MissingOffsetException.class);
    assertThat(table.number("SELECT count(*) FROM kafka_offsets")).isZero();
  }

  /** Between our look and our insert, another consumer begins the first partition at 1. */
  private final class Overtaken implements Transactor {

    private int begun;

    @Override
    public <T> T transact(SqlWork<T> work) throws SQLException {
      if (++begun == 2) {
        try (Connection other = table.connect()) {
          WeatherTable.offsets(key()).claim(other, Map.of(0, 1L));
        }
      }
      return transactions.transact(work);
    }
  }

  private long load(PositionLoader by, int partition, Integer... more) throws SQLException {
    return load(transactions, by, partition, more);
  }

  private long load(Transactor database, PositionLoader by, int partition, Integer... more)
      throws SQLException {
    Set<Integer> all = new HashSet<>(List.of(more));
    all.add(partition);
    return Objects.requireNonNull(by.load(database, all).get(partition)).next();
  }

  private PositionLoader loader() {
    return new PositionLoader(WeatherTable.offsets(key()), topics, Start.LATEST);
  }

  private OffsetKey key() {
    TopicInfo topic = Objects.requireNonNull(topics.describe(name));
    return new OffsetKey("group", topic.clusterId(), name, topic.id());
  }

  /** Records into the first partition. */
  private void send(int records) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
      for (int record = 0; record < records; record++) {
        producer.send(new ProducerRecord<>(name, 0, "key", "value")).get();
      }
    }
  }
}

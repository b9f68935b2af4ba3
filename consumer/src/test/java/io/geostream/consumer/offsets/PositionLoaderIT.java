package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.TestLogin;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.settings.Start;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First offsets are chosen once, whatever becomes of their rows. */
final class PositionLoaderIT {

  private final String name = SharedStack.freshTopic();
  private final Map<String, Object> kafka =
      Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers());
  private Database database;
  private HikariDataSource pool;
  private Transactions transactions;
  private Admin admin;
  private PositionLoader loader;

  @BeforeEach
  void makeATopicAndATable() throws Exception {
    database = SharedStack.freshDatabase();
    execute(
        """
        CREATE TABLE kafka_offsets (consumer_group text, cluster_id text, topic text, partition int, next_offset bigint,
          topic_id text, leader_epoch int, updated_at timestamptz, durability text DEFAULT current_setting('synchronous_commit'),
          PRIMARY KEY (consumer_group, cluster_id, topic, partition))""");
    admin = Admin.create(kafka);
    admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get();
    loader = loader();
    pool = DatabasePool.open(TestLogin.to(database), 1);
    transactions = new Transactions(pool);
  }

  @AfterEach
  void dropThem() {
    admin.close();
    pool.close();
    database.close();
  }

  @Test
  void aRowThatIsLostAfterItsInsertIsInsertedAgainWithTheSameStart() throws Exception {
    send(3);
    assertThat(load(loader, 0, 1)).isEqualTo(3);
    send(2);
    execute("DELETE FROM kafka_offsets");

    assertThat(load(loader, 0)).isEqualTo(3);
    assertThat(number("SELECT count(*) FROM kafka_offsets"))
        .as("rows: those of the others were lost too")
        .isEqualTo(2);
  }

  @Test
  void aRowThatWasOnlyLoadedIsNeverInserted() throws Exception {
    load(loader, 0);
    PositionLoader later = loader();
    load(later, 0);
    execute("DELETE FROM kafka_offsets");

    assertThatThrownBy(() -> load(later, 0)).isInstanceOf(MissingOffsetException.class);
    assertThat(number("SELECT count(*) FROM kafka_offsets")).isZero();
  }

  @Test
  void aGroupThatKnowsRowsHasBegunThoughTheTableIsEmpty() throws Exception {
    load(loader, 0);
    send(4);
    execute("DELETE FROM kafka_offsets");
    admin.createPartitions(Map.of(name, NewPartitions.increaseTo(3))).all().get();

    assertThat(load(loader, 2, 0)).isZero();
    assertThat(load(loader, 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"off, on", "local, on", "on, on", "remote_apply, remote_apply"})
  void aFirstOffsetIsCommittedDurably(String setting, String durability) throws Exception {
    execute(
        "ALTER DATABASE \"%s\" SET synchronous_commit = %s"
            .formatted(name("SELECT current_database()"), setting));
    load(loader, 0);

    assertThat(name("SELECT DISTINCT durability FROM kafka_offsets")).isEqualTo(durability);
  }

  private long load(PositionLoader by, int partition, Integer... more) throws SQLException {
    Set<Integer> all = new HashSet<>(List.of(more));
    all.add(partition);
    return Objects.requireNonNull(by.load(transactions, all).get(partition)).next();
  }

  private PositionLoader loader() {
    Topics topics = new Topics(admin, Duration.ofSeconds(10));
    TopicInfo topic = Objects.requireNonNull(topics.describe(name));
    OffsetKey key = new OffsetKey("group", topic.clusterId(), name, topic.id());
    return new PositionLoader(new OffsetTable(key), topics, Start.LATEST);
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

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String query) throws SQLException {
    return Long.parseLong(name(query));
  }

  private String name(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}

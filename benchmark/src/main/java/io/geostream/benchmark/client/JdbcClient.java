package io.geostream.benchmark.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A small consumer as many would write it: poll, decode with Jackson, insert over JDBC, commit the
 * offsets after the rows (at least once). Some members of one group, each with its connection.
 */
@Command(name = "client-jdbc", hidden = true)
public final class JdbcClient implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int USUAL_POLL = 500;

  private final Map<String, String> environment;
  private final ObjectReader json =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .readerFor(JsonReading.class);
  private final AtomicLong left = new AtomicLong();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Mixin private final TopicOptions source = new TopicOptions();

  @Option(names = "--threads", defaultValue = "2")
  private int threads;

  @Option(names = "--batch-rows", required = true, description = "1 is a transaction a row.")
  private int batchRows;

  @Option(names = "--rewrite", description = "Lets the driver make many rows one statement.")
  private boolean rewrite;

  /**
   * @param environment the process's variables, for the password
   */
  public JdbcClient(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    left.set(source.readings());
    Parallel.run(threads, this::consume);
    return 0;
  }

  private boolean consume() throws SQLException, IOException {
    Properties driver = new Properties();
    driver.setProperty("reWriteBatchedInserts", Boolean.toString(rewrite));
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(source.consumer(Math.max(batchRows, USUAL_POLL)));
        Connection connection =
            database.connect(environment.getOrDefault("DATABASE_PASSWORD", ""), driver);
        PreparedStatement insert = connection.prepareStatement(JsonReading.INSERT)) {
      connection.setAutoCommit(batchRows == 1);
      consumer.subscribe(List.of(source.topic()));
      while (left.get() > 0) {
        int pending = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          json.<JsonReading>readValue(record.value()).bind(insert);
          insert.addBatch();
          if (++pending == batchRows) {
            write(pending, insert);
            pending = 0;
          }
          if (left.get() <= 0) {
            return true;
          }
        }
        if (pending > 0) {
          write(pending, insert);
        }
        consumer.commitAsync();
      }
      return true;
    }
  }

  private void write(int pending, PreparedStatement insert) throws SQLException {
    insert.executeBatch();
    if (!insert.getConnection().getAutoCommit()) {
      insert.getConnection().commit();
    }
    left.addAndGet(-pending);
  }
}

package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.progress.RecordedProgress;
import io.geostream.common.progress.RecordedProgress.Shown;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.TestLogin;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.settings.Start;
import io.geostream.consumer.watch.Drain;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** A drain reports how many of the topic's records are written. */
final class DrainProgressIT {

  private static final int READINGS = 100;

  private final RecordedProgress progress = new RecordedProgress();
  private final StopSignal stop = new StopSignal();

  @Test
  void isWhatTheStoredOffsetsHaveReachedOfWhatTheTopicHeld() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        HikariDataSource pool = DatabasePool.open(TestLogin.to(database), 1);
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()))) {
      AppliedSchema.in(database);
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.sendReadings(0, READINGS);

      try (Drain drain = drain(pipeline, new Topics(admin, Duration.ofSeconds(10)), pool)) {
        drain.run();
        pipeline.execute("UPDATE kafka_offsets SET next_offset = 40");
        drain.run();
        assertThat(stop.isRequested()).isFalse();
        pipeline.execute("UPDATE kafka_offsets SET next_offset = " + READINGS);
        drain.run();
      }

      assertThat(progress.shown()).containsExactly(shown(pipeline, 40), shown(pipeline, READINGS));
      assertThat(stop.isRequested()).isTrue();
      assertThat(stop.fault()).isNull();
    }
  }

  private static Shown shown(Pipeline pipeline, long done) {
    return new Shown(
        "drain of " + pipeline.topic(), "records", done, OptionalLong.of(READINGS), "");
  }

  private Drain drain(Pipeline pipeline, Topics topics, HikariDataSource pool) {
    TopicInfo topic = Objects.requireNonNull(topics.describe(pipeline.topic()));
    OffsetKey key = new OffsetKey("group", topic.clusterId(), pipeline.topic(), topic.id());
    PositionLoader positions =
        new PositionLoader(WeatherTable.offsets(key), topics, Start.EARLIEST);
    return new Drain(
        positions,
        new Transactions(pool),
        topics,
        pipeline.topic(),
        topic.numbers(),
        progress,
        stop);
  }
}

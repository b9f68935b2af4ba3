package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand readings from the producer's jar through the consumer's into the database. */
@Tag("core")
class PipelineIT {

  private static final long READINGS = 100_000;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Pipeline pipeline;

  @BeforeAll
  static void fill() {
    pipeline = Pipeline.in(folder);
    try (Program producer =
            pipeline.producer(
                "--rate", "0", "--count", Long.toString(READINGS), "--seed", "20261122");
        Program consumer = startAfter(producer)) {
      assertThat(pipeline.records()).isEqualTo(READINGS);
      consumer.succeeds();
    }
  }

  private static Program startAfter(Program producer) {
    producer.succeeds();
    return pipeline.consumer("consumer", "--drain");
  }

  @AfterAll
  static void drop() {
    pipeline.close();
  }

  @Test
  void eachReadingIsInTheTableOnce() throws SQLException {
    assertThat(pipeline.sql().readings()).isEqualTo(READINGS);
    assertThat(pipeline.sql().differentReadings()).isEqualTo(READINGS);
  }

  @Test
  void theOffsetsInTheDatabaseAreThoseOfTheRows() throws SQLException {
    assertThat(pipeline.sql().number("SELECT sum(next_offset) FROM kafka_offsets"))
        .isEqualTo(READINGS);
  }

  @Test
  void theAggregatesCountTheSame() throws SQLException {
    assertThat(pipeline.sql().number("SELECT sum(record_count) FROM hourly_metrics"))
        .isEqualTo(READINGS);
    assertThat(pipeline.sql().number("SELECT sum(record_count) FROM daily_metrics"))
        .isEqualTo(READINGS);
  }

  @RequiresTimescaleDb
  @Test
  void theTableIsAHypertableWithChunksOfAnHour() throws SQLException {
    assertThat(
            pipeline
                .sql()
                .rows(
                    "SELECT hypertable_name, column_name, time_interval FROM timescaledb_information.dimensions WHERE hypertable_schema = 'public'"))
        .containsExactly("geospatial_metrics time 01:00:00");
  }

  @RequiresTimescaleDb
  @Test
  void bothContinuousAggregatesAreThereAndRealTime() throws SQLException {
    assertThat(
            pipeline
                .sql()
                .rows(
                    "SELECT view_name, materialized_only FROM timescaledb_information.continuous_aggregates"))
        .containsExactlyInAnyOrder("daily_metrics f", "hourly_metrics f");
  }

  @RequiresTimescaleDb
  @Test
  void allPoliciesAreScheduled() throws SQLException {
    assertThat(
            pipeline
                .sql()
                .rows(
                    "SELECT proc_name, hypertable_name, scheduled FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL"))
        .containsExactlyInAnyOrder(
            "policy_compression geospatial_metrics t",
            "policy_retention geospatial_metrics t",
            "policy_refresh_continuous_aggregate hourly_metrics t",
            "policy_refresh_continuous_aggregate daily_metrics t");
  }

  @Test
  void whatWasAcknowledgedIsWrittenThoughBothWereStopped(@TempDir Path logs) throws Exception {
    try (Pipeline live = Pipeline.in(logs);
        Program producer = live.producer("--rate", "2000");
        Program consumer = live.consumer("consumer")) {
      consumer.awaitReady();
      await()
          .atMost(Program.LONG)
          .untilAsserted(() -> assertThat(live.sql().readings()).isGreaterThan(4_000));
      consumer.stopsOnSigterm();
      long acknowledged = (long) producer.metric("geostream_producer_acknowledged_total");
      producer.stopsOnSigterm();
      assertThat(live.records()).isGreaterThanOrEqualTo(acknowledged);
      try (Program drain = live.consumer("drain", "--drain")) {
        drain.succeeds();
      }
      assertThat(live.sql().readings()).isEqualTo(live.records());
      assertThat(live.sql().differentReadings()).isEqualTo(live.records());
    }
  }
}

package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** How far the database says that a pipeline's topic is dealt with. */
final class Stored {

  private final Pipeline pipeline;

  Stored(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** The offsets of all its partitions together. */
  long offsets() throws SQLException {
    return pipeline
        .sql()
        .number(
            "SELECT coalesce(sum(next_offset), 0) FROM kafka_offsets WHERE topic = '%s'"
                .formatted(pipeline.topic()));
  }

  /** Waits until one partition's offset is that. */
  void awaitPartition(int partition, long offset) {
    awaitNumber(
        "SELECT sum(next_offset) FROM kafka_offsets WHERE topic = '%s' AND partition = %s"
            .formatted(pipeline.topic(), partition),
        offset);
  }

  /** Waits until so many partitions have an offset. */
  void awaitPartitions(int number) {
    awaitNumber(
        "SELECT count(*) FROM kafka_offsets WHERE topic = '%s'".formatted(pipeline.topic()),
        number);
  }

  private void awaitNumber(String question, long number) {
    Awaitility.await()
        .atMost(Program.LONG)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(pipeline.sql().rows(question))
                    .as(question)
                    .containsExactly(Long.toString(number)));
  }

  /** Waits until all records of the known set, which begins the topic, are dealt with. */
  void awaitAll(KnownSet sent) {
    await(sent.readings() + sent.badRecords().size());
  }

  /** Waits until the offsets of all partitions together are that. */
  void await(long sum) {
    Awaitility.await()
        .atMost(Program.LONG)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class) // no table yet
        .untilAsserted(() -> assertThat(offsets()).as("stored offsets").isEqualTo(sum));
  }
}

package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.testing.Program;
import java.io.IOException;
import org.awaitility.Awaitility;

/** What a consumer's Kafka clients have fetched since it started, as they count it. */
record Fetched(Program consumer) {

  private static final String RECORDS = "kafka_consumer_fetch_manager_records_consumed_total";
  private static final String ANSWERS = "kafka_consumer_fetch_manager_fetch_total";

  /** Waits until it has read so many records, written or not. */
  void awaitRecords(long number) {
    await(RECORDS, (double) number);
  }

  /** How many answers of brokers it has had, those without records included. */
  double answers() throws IOException, InterruptedException {
    return consumer.metric(ANSWERS);
  }

  /** Waits until it has had so many. */
  void awaitAnswers(double number) {
    await(ANSWERS, number);
  }

  /** A metric is away for a moment when one with more labels takes its place. */
  private void await(String metric, double total) {
    Awaitility.await()
        .atMost(Program.LONG)
        .untilAsserted(() -> assertThat(consumer.metric(metric)).isGreaterThanOrEqualTo(total));
  }
}

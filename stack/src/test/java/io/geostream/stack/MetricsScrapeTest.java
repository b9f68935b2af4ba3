package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsScrapeTest {

  private static final String PAGE =
      """
      # HELP messages_processed_total Records dealt with for good, by outcome
      # TYPE messages_processed_total counter
      messages_processed_total{outcome="dead-lettered"} 3.0
      messages_processed_total{outcome="written"} 1.2345678E7
      kafka_queue_size{partition="0"} 4.0
      kafka_queue_size{partition="1"} 5.0 1395066363000
      processing_duration_seconds_bucket{le="+Inf"} 17
      strange{text="a } b"} +Inf

      up 1
      """;

  private final MetricsScrape scrape = MetricsScrape.parse(PAGE);

  @Test
  void addsUpAllLabels() {
    assertThat(scrape.sum("kafka_queue_size")).hasValue(9);
    assertThat(scrape.sum("up")).hasValue(1);
  }

  @Test
  void takesOneLabelOnly() {
    assertThat(scrape.sum("messages_processed_total", "outcome=\"written\"")).hasValue(12_345_678);
    assertThat(scrape.sum("messages_processed_total", "outcome=\"dead-lettered\"")).hasValue(3);
  }

  @Test
  void isEmptyForWhatIsNotThere() {
    assertThat(scrape.sum("messages_processed")).isEmpty();
    assertThat(scrape.sum("messages_processed_total", "outcome=\"lost\"")).isEmpty();
  }

  @Test
  void readsInfinityAndBracesInLabels() {
    assertThat(scrape.sum("strange")).hasValue(Double.POSITIVE_INFINITY);
  }

  @Test
  void refusesWhatIsNoMetric() {
    assertThatThrownBy(() -> MetricsScrape.parse("<html>not found</html>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<html>not found</html>");
    assertThatThrownBy(() -> MetricsScrape.parse("up one"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

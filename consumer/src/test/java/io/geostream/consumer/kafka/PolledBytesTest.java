package io.geostream.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class PolledBytesTest {

  private static final Headers NONE = new RecordHeaders();

  private final PolledBytes polled = new PolledBytes();
  private final MetadataNews values = new MetadataNews(polled.values());

  @Test
  void aPollTakesRecordsUpToItsBoundAndTheNextOneGoesOnWithTheOneThatWasRefused() {
    polled.begin(100);
    assertThat(takes(10, 40)).isTrue();
    assertThat(takes(10, 40)).isTrue();
    assertThat(takes(0, 1)).isFalse();
    assertThat(takes(0, 1)).as("asked again within the poll").isFalse();
    polled.begin(100);
    assertThat(takes(0, 1)).isTrue();
  }

  @Test
  void theFirstRecordOfAPollPassesWhateverItsSize() {
    for (int key : new int[] {-1, 0, 1_000}) {
      polled.begin(100);
      assertThat(takes(key, 2_000)).isTrue();
      assertThat(takes(key, 1)).isFalse();
    }
  }

  @Test
  void keysAndHeadersCountToo() {
    polled.begin(1_000);
    assertThat(takes(600, -1)).isTrue();
    assertThat(takes(600, -1)).isFalse();
    polled.begin(1_000);
    Headers large = new RecordHeaders().add("trace", new byte[2_000]);
    assertThat(takes(1, 1, large)).isTrue();
    assertThat(takes(1, 1, large)).isFalse();
  }

  @Test
  void withoutABoundOneRecordComesAtATime() {
    polled.begin(0);
    assertThat(takes(-1, 1)).isTrue();
    assertThat(takes(-1, 1)).isFalse();
  }

  @Test
  void allRecordsOfAPollCanBeRefused() {
    polled.beginRefusing();
    assertThat(takes(1, 1)).isFalse();
    assertThat(takes(-1, 1)).isFalse();
    polled.begin(0);
    assertThat(takes(1, 1)).isTrue();
  }

  private boolean takes(int key, int value) {
    return takes(key, value, NONE);
  }

  /** As Kafka's client does it: a part that is null, here negative, is not deserialized. */
  private boolean takes(int key, int value, Headers headers) {
    try {
      if (key >= 0) {
        polled.keys().deserialize("topic", headers, ByteBuffer.allocate(key));
      }
      if (value >= 0) {
        values.deserialize("topic", headers, ByteBuffer.allocate(value));
      }
      return true;
    } catch (SerializationException e) {
      return false;
    }
  }
}

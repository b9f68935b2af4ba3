package io.geostream.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same bytes in every case, and no copy where there is an array of just these. */
final class UncopiedBytesDeserializerTest {

  private final Headers headers = new RecordHeaders();
  private final UncopiedBytesDeserializer deserializer = new UncopiedBytesDeserializer();

  @Test
  void givesAnArrayOfItsOwnAsItIs() {
    byte[] bytes = {1, 2, 3};
    assertThat(deserialize(ByteBuffer.wrap(bytes))).isSameAs(bytes);
  }

  @Test
  void copiesAPartOfALargerArray() {
    ByteBuffer answer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
    assertThat(deserialize(answer.slice(0, 3))).containsExactly(1, 2, 3);
    assertThat(deserialize(answer.slice(1, 3))).containsExactly(2, 3, 4);
    assertThat(deserialize(answer.duplicate().position(3))).containsExactly(4);
    assertThat(deserialize(answer.duplicate().limit(2))).containsExactly(1, 2);
  }

  @Test
  void copiesWhatIsInNoArray() {
    assertThat(deserialize(ByteBuffer.allocateDirect(2))).containsExactly(0, 0);
    assertThat(deserialize(ByteBuffer.wrap(new byte[] {1}).asReadOnlyBuffer())).containsExactly(1);
  }

  @Test
  void takesNothingForNothing() {
    assertThat(deserialize(null)).isNull();
    assertThat(deserialize(ByteBuffer.allocate(0))).isEmpty();
  }

  private byte @Nullable [] deserialize(@Nullable ByteBuffer data) {
    return deserializer.deserialize("topic", headers, data);
  }
}

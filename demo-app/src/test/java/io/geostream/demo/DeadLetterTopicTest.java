package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {

  @Test
  void knowsALetterThatCameTwiceByWhereItsRecordWas() {
    assertThat(DeadLetterTopic.origin(letter(0, "1", "17")))
        .isEqualTo(DeadLetterTopic.origin(letter(5, "1", "17")))
        .isNotEqualTo(DeadLetterTopic.origin(letter(1, "11", "7")))
        .isNotEqualTo(DeadLetterTopic.origin(letter(2, "2", "17")));
  }

  @Test
  void refusesALetterThatDoesNotSayWhereItsRecordWas() {
    ConsumerRecord<byte[], byte[]> bare =
        new ConsumerRecord<>("t.dead-letter", 0, 0, new byte[0], new byte[0]);

    assertThatThrownBy(() -> DeadLetterTopic.origin(bare))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("x-original-partition");
  }

  private static ConsumerRecord<byte[], byte[]> letter(long at, String partition, String offset) {
    ConsumerRecord<byte[], byte[]> letter =
        new ConsumerRecord<>("t.dead-letter", 0, at, new byte[0], new byte[0]);
    letter.headers().add("x-original-partition", partition.getBytes(StandardCharsets.UTF_8));
    letter.headers().add("x-original-offset", offset.getBytes(StandardCharsets.UTF_8));
    return letter;
  }
}

package io.geostream.consumer.tool.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.tool.log.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NewestMessagesTest {

  @ParameterizedTest
  @CsvSource({
    "'0-10', '0-10'",
    "'0-5000', '4000-5000'",
    "'3-5000 0-5000', '4500-5000 4500-5000'",
    "'0-5000 0-100', '4100-5000 0-100'",
    "'0-0 7-7 0-5000', '4000-5000'",
    "'0-900 0-900 0-900', '567-900 567-900 566-900'"
  })
  void theEndsOfPartitionsShareAThousandOffsetsAsEvenlyAsTheyCan(String parts, String ends) {
    assertThat(NewestMessages.newest(spans(parts)))
        .extracting(span -> span.begin() + "-" + span.end())
        .containsExactly(ends.split(" ", -1));
  }

  private static List<Span> spans(String text) {
    String[] parts = text.split(" ", -1);
    return IntStream.range(0, parts.length)
        .mapToObj(
            at -> {
              String[] bounds = parts[at].split("-", -1);
              return new Span(
                  new TopicPartition("t", at),
                  Long.parseLong(bounds[0]),
                  Long.parseLong(bounds[1]));
            })
        .toList();
  }
}

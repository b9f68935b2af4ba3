package io.geostream.consumer.write.columnstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.write.columnstore.Chunks.Chunk;
import io.geostream.consumer.write.columnstore.TimeSpans.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChunksTest {

  private final Chunks chunks =
      new Chunks(List.of(chunk(7, 10, 20), chunk(3, 20, 30), chunk(4, 40, 50), chunk(5, -10, -5)));

  @Test
  void coverATimeFromTheirStartToJustBeforeTheirEnd() {
    assertThat(chunks.cover(spans(new Span(10, 10)))).isTrue();
    assertThat(chunks.cover(spans(new Span(9, 10)))).isFalse();
    assertThat(chunks.cover(spans(new Span(49, 49)))).isTrue();
    assertThat(chunks.cover(spans(new Span(49, 50)))).isFalse();
    assertThat(chunks.cover(spans(new Span(-10, -6)))).isTrue();
  }

  @Test
  void coverASpanOverSeveralOfThemIfThereIsNoGap() {
    assertThat(chunks.cover(spans(new Span(10, 29)))).isTrue();
    assertThat(chunks.cover(spans(new Span(12, 40)))).isFalse();
    assertThat(chunks.cover(spans(new Span(12, 30)))).isFalse();
  }

  @Test
  void coverSpansWithAGapBetweenThem() {
    assertThat(chunks.cover(spans(new Span(41, 42), new Span(15, 25)))).isTrue();
    assertThat(chunks.cover(spans(new Span(41, 42), new Span(33, 33)))).isFalse();
  }

  @Test
  void noneCoverNothing() {
    assertThat(new Chunks(List.of()).cover(spans(new Span(1, 1)))).isFalse();
  }

  /**
   * As the policy does when it rolls them up: two that lock chunks then do not wait in a circle.
   */
  @Test
  void areNamedNewestFirst() {
    assertThat(chunks.names()).isEqualTo("c4, c3, c7, c5");
    assertThat(chunks.ids()).isEqualTo("4, 3, 7, 5");
  }

  @Test
  void oneThatGrewIsAnother() {
    assertThat(chunks.include(7, 10, 20)).isTrue();
    assertThat(chunks.include(7, 10, 30)).isFalse();
    assertThat(chunks.include(8, 10, 20)).isFalse();
  }

  private static Chunk chunk(int id, long start, long end) {
    return new Chunk(id, start, end, "c" + id);
  }

  private static TimeSpans spans(Span... spans) {
    return new TimeSpans(List.of(spans));
  }
}

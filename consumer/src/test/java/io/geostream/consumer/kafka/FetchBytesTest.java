package io.geostream.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchBytesTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest(name = "{0} MiB, {1} workers")
  @CsvSource({"256, 1, 6144", "256, 2, 4096", "256, 8, 1024", "512, 2, 6144", "65536, 2, 6144"})
  void fetchesFitTheHeap(long heapMib, int workers, int answerKib) {
    FetchBytes fetch = FetchBytes.of(heapMib * MIB, workers);

    assertThat(fetch.answer()).isEqualTo(answerKib * 1024);
    assertThat(fetch.ofPartition()).isEqualTo(fetch.answer() / 3);
    assertThat((long) fetch.answer() * workers).isLessThanOrEqualTo(heapMib * MIB / 32);
  }
}

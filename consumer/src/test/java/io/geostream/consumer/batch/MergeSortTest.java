package io.geostream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of the JDK's own sort, which is stable too. */
final class MergeSortTest {

  @Test
  void sortsAnyNumberOfThemAndKeepsEqualOnesInOrder() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int count = 0; count < 300; count++) {
      int kinds = 1 + random.nextInt(count + 1);
      int[] numbers = random.ints(count, 0, 1_000_000).toArray();
      int[] expected =
          Arrays.stream(numbers)
              .boxed()
              .sorted(Comparator.comparingInt(number -> number % kinds))
              .mapToInt(Integer::intValue)
              .toArray();
      MergeSort.sort(numbers, (one, other) -> Integer.compare(one % kinds, other % kinds));
      assertThat(numbers).as("%d numbers, seed %d", count, seed).isEqualTo(expected);
    }
  }
}

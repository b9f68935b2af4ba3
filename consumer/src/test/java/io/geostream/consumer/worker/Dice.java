package io.geostream.consumer.worker;

import java.util.List;
import java.util.SplittableRandom;

/** The random choices of one schedule, all from its seed. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A number from 0, less than the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Whether something happens that does so once in some times. */
  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}

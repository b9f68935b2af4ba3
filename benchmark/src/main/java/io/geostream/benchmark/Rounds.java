package io.geostream.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In which order contenders run: in each round another one is first, and another one last. */
final class Rounds {

  private Rounds() {}

  /**
   * The order of a round.
   *
   * @param round from 1
   */
  static <T> List<T> order(List<T> contenders, int round) {
    List<T> order = new ArrayList<>(contenders);
    Collections.rotate(order, 1 - round);
    return order;
  }
}

package io.geostream.consumer.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a worker reads in a generation of positions. When the log does not have what comes next, all
 * that was read is written before positions are loaded again, unless something else befalls the
 * worker.
 */
final class Promise {

  private final Simulation world;
  private final int generation;
  private final List<Integer> disturbances = new ArrayList<>();
  private SortedMap<Integer, Long> read = new TreeMap<>();

  Promise(Simulation world, int generation) {
    this.world = world;
    this.generation = generation;
    world.topic().numbers().forEach(it -> disturbances.add(world.ledger().disturbances(it)));
  }

  /**
   * The log lacks what comes next.
   *
   * @param positions up to where it was read
   */
  void isMade(SortedMap<Integer, Long> positions) {
    read = positions;
  }

  /** Whether the generation is over; what was promised for its end has to be kept then. */
  boolean isOver(int generationNow) {
    if (generationNow == generation) {
      return false;
    }
    read.forEach(this::requireWritten);
    return true;
  }

  private void requireWritten(int partition, long upTo) {
    boolean disturbed = world.ledger().disturbances(partition) > disturbances.get(partition);
    if (!disturbed && world.database().next(partition) < upTo) {
      throw new Violation(
          "partition "
              + partition
              + " was read up to "
              + upTo
              + ", but is written only up to "
              + world.database().next(partition));
    }
  }
}

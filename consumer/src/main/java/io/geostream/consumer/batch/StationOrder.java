package io.geostream.consumer.batch;

import java.util.Arrays;

/**
 * Brings rows into the order in which the database keeps them: by station, the newest first. Each
 * row of a station then goes to the same page of the index on {@code (location_id, time DESC)}, and
 * direct compress finds its input sorted.
 *
 * <p>It is a favour to the database and no promise. Stations are ordered by their bytes, which is
 * their order there with the collation C and mostly with others; the rows of one are taken in
 * reverse, which is newest first if they came in order. Uses its buffers again: one a thread, and
 * what it gives is good until the next.
 */
public final class StationOrder {

  /** Fewer rows are written quickly in any order. */
  static final int WORTH_IT = 500;

  /** With fewer rows of a station there is little to gain, and many stations to sort. */
  private static final int ROWS_OF_A_STATION = 2;

  private static final int EMPTY = -1;

  private final CopyRows ordered = new CopyRows(WORTH_IT);
  private int[] table = {};
  private int[] stationOf = {};
  private int[] firstRow = {};
  private int[] next = {};
  private int[] sequence = {};
  private int stations;

  /**
   * The same rows in order, or the rows themselves if there is no gain in that.
   *
   * @param rows left as they are
   */
  public CopyRows of(CopyRows rows) {
    if (rows.count() < WORTH_IT) {
      return rows;
    }
    reserve(rows.count());
    if (!findStations(rows)) {
      return rows;
    }
    sequence(rows);
    ordered.clear();
    for (int place = 0; place < rows.count(); place++) {
      ordered.addRange(rows, sequence[place], sequence[place] + 1);
    }
    return ordered;
  }

  private void reserve(int rows) {
    if (stationOf.length < rows) {
      stationOf = new int[rows];
      firstRow = new int[rows / ROWS_OF_A_STATION];
      next = new int[rows / ROWS_OF_A_STATION];
      sequence = new int[rows];
      table = new int[Integer.highestOneBit(rows) * 2];
    }
  }

  /** Numbers the stations as they come; false if there are too many. */
  private boolean findStations(CopyRows rows) {
    int most = rows.count() / ROWS_OF_A_STATION;
    Arrays.fill(table, EMPTY);
    stations = 0;
    for (int row = 0; row < rows.count(); row++) {
      int slot = (int) (rows.locationHash(row, 0) >>> Integer.SIZE) & (table.length - 1);
      while (table[slot] != EMPTY && !rows.haveSameLocation(firstRow[table[slot]], row)) {
        slot = (slot + 1) & (table.length - 1);
      }
      if (table[slot] == EMPTY) {
        if (stations == most) {
          return false;
        }
        firstRow[stations] = row;
        table[slot] = stations++;
      }
      stationOf[row] = table[slot];
    }
    return true;
  }

  /** Counts the rows of each station, and then gives each row its place. */
  private void sequence(CopyRows rows) {
    Arrays.fill(next, 0, stations, 0);
    for (int row = 0; row < rows.count(); row++) {
      next[stationOf[row]]++;
    }
    int end = 0;
    for (int station : sortedStations(rows)) {
      end += next[station];
      next[station] = end;
    }
    for (int row = 0; row < rows.count(); row++) {
      sequence[--next[stationOf[row]]] = row;
    }
  }

  private int[] sortedStations(CopyRows rows) {
    int[] sorted = new int[stations];
    Arrays.setAll(sorted, station -> station);
    MergeSort.sort(sorted, (one, other) -> rows.compareLocations(firstRow[one], firstRow[other]));
    return sorted;
  }
}

package io.geostream.consumer.batch;

/**
 * Where the rows of a batch lie, and the records that they came in. They can be used again.
 *
 * @param rows encoded for COPY
 * @param sources as many, in the same order
 */
record Buffers(CopyRows rows, RecordLog sources) {

  private static final int MODEST_BYTES = 1 << 20;

  Buffers(int expectedRows) {
    this(new CopyRows(expectedRows), new RecordLog(expectedRows));
  }

  void clear() {
    rows.clear();
    sources.clear();
  }

  boolean areMuchTooLarge() {
    return sources.capacity() > MODEST_BYTES && sources.capacity() / 8 > sources.size();
  }

  void addRange(Buffers other, int from, int to) {
    rows.addRange(other.rows, from, to);
    sources.addRange(other.sources, from, to);
  }
}

package io.geostream.sql;

/**
 * How much one transaction moves when the rows of a plain table are adopted.
 *
 * @param pages of the plain table, 8 KiB each
 * @param rows into the hypertable
 * @param hours of rows into the hypertable: each hour is a chunk, and each chunk takes about ten of
 *     the 6,000 or so locks that a server has by default
 */
record PieceSize(int pages, int rows, int hours) {

  static final PieceSize DEFAULT = new PieceSize(1_000, 100_000, 48);
}

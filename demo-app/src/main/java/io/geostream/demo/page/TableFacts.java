package io.geostream.demo.page;

import java.util.OptionalLong;

/**
 * What the database says of the table; what is not known is empty.
 *
 * @param rows of this run, counted
 * @param countedAtMillis when they were counted
 * @param bytes on disk, with indexes
 * @param chunks of the hypertable
 * @param columnstoreChunks those of them that are in the columnstore, in whole or in part
 * @param bytesBefore of what was converted into the columnstore, before
 * @param bytesAfter and after
 * @param problem why the newest try gave nothing; empty if it did
 */
record TableFacts(
    OptionalLong rows,
    long countedAtMillis,
    OptionalLong bytes,
    OptionalLong chunks,
    OptionalLong columnstoreChunks,
    OptionalLong bytesBefore,
    OptionalLong bytesAfter,
    String problem) {

  /** Before the first look. */
  static final TableFacts UNKNOWN =
      new TableFacts(
          OptionalLong.empty(),
          0,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          "");

  TableFacts withRows(long counted, long atMillis) {
    return new TableFacts(
        OptionalLong.of(counted),
        atMillis,
        bytes,
        chunks,
        columnstoreChunks,
        bytesBefore,
        bytesAfter,
        "");
  }

  TableFacts withSize(OptionalLong size) {
    return new TableFacts(
        rows, countedAtMillis, size, chunks, columnstoreChunks, bytesBefore, bytesAfter, problem);
  }

  TableFacts withChunks(
      OptionalLong all, OptionalLong columnstore, OptionalLong before, OptionalLong after) {
    return new TableFacts(rows, countedAtMillis, bytes, all, columnstore, before, after, problem);
  }

  TableFacts withProblem(String why) {
    return new TableFacts(
        rows, countedAtMillis, bytes, chunks, columnstoreChunks, bytesBefore, bytesAfter, why);
  }
}

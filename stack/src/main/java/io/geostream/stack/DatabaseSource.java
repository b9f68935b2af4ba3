package io.geostream.stack;

/** One place a database can come from. */
interface DatabaseSource {
  DatabaseKind kind();

  /** Searches, without starting anything. */
  Finding find();

  /** What was found there. */
  sealed interface Finding {}

  /**
   * A database that can be had.
   *
   * @param what for people, such as "PostgreSQL 15.3 with TimescaleDB 2.28.3 in
   *     /usr/lib/postgresql/15/bin"
   * @param starter starts it, or throws {@link StackException}
   */
  record Found(String what, Starter starter) implements Finding {}

  /**
   * None.
   *
   * @param why for people, half a sentence
   */
  record Missing(String why) implements Finding {}

  /** Starts what was found. */
  interface Starter {
    Database start(String description);
  }
}

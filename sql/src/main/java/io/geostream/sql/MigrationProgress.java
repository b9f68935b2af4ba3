package io.geostream.sql;

/** Receives the progress of the long parts of a migration. Called by the migrating thread. */
public interface MigrationProgress {

  /**
   * Work advances; called after each piece.
   *
   * @param work what is being done, in a few words; another text means other work
   * @param done how much is done, in the unit
   * @param total how much there is to do; rows that others insert meanwhile are not in it
   * @param unit the plural of what is counted, such as {@code rows}
   */
  void at(String work, long done, long total, String unit);

  /**
   * Something is being done that cannot be counted.
   *
   * @param work in a few words
   */
  void at(String work);

  /** Ignores all progress. */
  static MigrationProgress none() {
    return new MigrationProgress() {
      @Override
      public void at(String work, long done, long total, String unit) {}

      @Override
      public void at(String work) {}
    };
  }
}

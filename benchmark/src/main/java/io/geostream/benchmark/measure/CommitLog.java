package io.geostream.benchmark.measure;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The transactions that filled the table, in the order of their commits. */
public record CommitLog(List<Commit> commits) {

  private static final double MICROS_PER_SECOND = 1e6;

  /** Puts them in order. */
  public CommitLog {
    commits = commits.stream().sorted(Comparator.comparingLong(Commit::epochMicros)).toList();
  }

  /** All rows. */
  public long rows() {
    return commits.stream().mapToLong(Commit::rows).sum();
  }

  /**
   * The first and the last commit.
   *
   * @throws IllegalStateException when there are no commits
   */
  public Span span() {
    if (commits.isEmpty()) {
      throw new IllegalStateException("there are no commits");
    }
    return new Span(commits.get(0).epochMicros(), commits.get(commits.size() - 1).epochMicros());
  }

  /** The rows that came behind the first commit: those of {@link #span()}. */
  public long rowsWithinSpan() {
    return rows() - commits.get(0).rows();
  }

  /**
   * Rows a second from the first commit to the last. The rows of the first one do not count: they
   * were written before the time runs. Empty when there is no time between them.
   */
  public OptionalDouble rowsPerSecond() {
    if (commits.isEmpty() || span().micros() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(rowsWithinSpan() / (span().micros() / MICROS_PER_SECOND));
  }
}

package io.geostream.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The transactions that filled the table, in the order of their commits. */
public record CommitLog(List<Commit> commits) {

  private static final String SEPARATOR = " ";

  /** Puts them in order. */
  public CommitLog {
    commits = commits.stream().sorted(Comparator.comparingLong(Commit::epochMicros)).toList();
  }

  /** Reads what {@link #save} wrote. */
  public static CommitLog load(Path file) throws IOException {
    return new CommitLog(
        Files.readAllLines(file).stream()
            .map(line -> line.split(SEPARATOR, -1))
            .map(parts -> new Commit(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
            .toList());
  }

  /** Writes it to a file, a commit a line. */
  public void save(Path file) throws IOException {
    Files.write(
        file,
        commits.stream().map(commit -> commit.epochMicros() + SEPARATOR + commit.rows()).toList());
  }

  /** All rows. */
  public long rows() {
    return commits.stream().mapToLong(Commit::rows).sum();
  }

  /**
   * From the commit that brought the rows up to a share of all, to the last one. The rows of that
   * first commit do not count: they were written before the time runs.
   *
   * @param share 0 for all after the very first commit, 0.5 for the second half
   * @throws IllegalStateException when there are no commits
   */
  public Stretch after(double share) {
    long all = rows();
    long before = 0;
    for (Commit commit : commits) {
      before += commit.rows();
      if (before >= share * all) {
        return new Stretch(
            new Span(commit.epochMicros(), commits.get(commits.size() - 1).epochMicros()),
            all - before);
      }
    }
    throw new IllegalStateException("there are no commits");
  }

  /**
   * When the rows reached a share of all, in microseconds since 1970.
   *
   * @throws IllegalStateException when there are no commits
   */
  public long moment(double share) {
    return after(share).span().fromMicros();
  }
}

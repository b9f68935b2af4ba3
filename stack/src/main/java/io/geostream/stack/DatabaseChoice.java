package io.geostream.stack;

import io.geostream.stack.DatabaseSource.Found;
import io.geostream.stack.DatabaseSource.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the first source that has a database and can start it, and reports why each better one was
 * skipped.
 */
final class DatabaseChoice {
  private DatabaseChoice() {}

  /**
   * Starts the first database that can be had.
   *
   * @param sources best first; those after the one taken are not checked
   * @param lines gets the reason when one does not start and the next is tried
   * @throws StackException when there is none, with the reason of each; or when this thread is
   *     interrupted
   */
  static Database start(List<DatabaseSource> sources, Consumer<String> lines) {
    List<String> reasons = new ArrayList<>();
    for (DatabaseSource source : sources) {
      DatabaseSource.Finding finding = source.find();
      if (finding instanceof Missing missing) {
        reasons.add(missing.why());
      } else if (finding instanceof Found found) {
        try {
          return found.starter().start(describe(source.kind(), found.what(), reasons));
        } catch (StackException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw e;
          }
          boolean isLast = source == sources.get(sources.size() - 1);
          String reason = isLast ? String.valueOf(e.getMessage()) : e.reason();
          reasons.add(found.what() + " does not start (" + reason + ")");
          if (!isLast) {
            lines.accept(reasons.get(reasons.size() - 1));
          }
        }
      }
    }
    throw new StackException("no database could be had: " + String.join("; ", reasons));
  }

  private static String describe(DatabaseKind kind, String what, List<String> reasons) {
    String taken = kind + " " + what;
    return reasons.isEmpty() ? taken : taken + " (" + String.join("; ", reasons) + ")";
  }
}

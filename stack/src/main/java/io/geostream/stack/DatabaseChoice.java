package io.geostream.stack;

import io.geostream.stack.DatabaseSource.Found;
import io.geostream.stack.DatabaseSource.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes the first source that has a database and can start it, and says why each better one was
 * passed over.
 */
final class DatabaseChoice {
  private DatabaseChoice() {}

  /**
   * Starts the first database that can be had.
   *
   * @param sources best first; those after the one taken are not even looked at
   * @throws StackException when there is none, with the reason of each; or when the given one does
   *     not work: somebody asked for it, and another one in its place would surprise them
   */
  static Database start(List<DatabaseSource> sources) {
    List<String> passedOver = new ArrayList<>();
    for (DatabaseSource source : sources) {
      DatabaseSource.Finding finding = source.find();
      if (finding instanceof Missing missing) {
        passedOver.add(missing.why());
      } else if (finding instanceof Found found) {
        try {
          return found.starter().start(describe(source.kind(), found.what(), passedOver));
        } catch (StackException e) {
          if (source.kind() == DatabaseKind.GIVEN) {
            throw e;
          }
          passedOver.add(found.what() + " does not start (" + e.getMessage() + ")");
        }
      }
    }
    throw new StackException("no database could be had: " + String.join("; ", passedOver));
  }

  private static String describe(DatabaseKind kind, String what, List<String> passedOver) {
    String taken = kind.name().toLowerCase(Locale.ROOT) + " " + what;
    return passedOver.isEmpty() ? taken : taken + " (" + String.join("; ", passedOver) + ")";
  }
}

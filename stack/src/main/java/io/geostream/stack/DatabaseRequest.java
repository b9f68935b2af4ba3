package io.geostream.stack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What database is wanted.
 *
 * @param folder an existing folder; a server started here makes one of its own in it
 * @param given the database to take instead of looking for one
 * @param kinds the only ones to consider
 * @param settings added to postgresql.conf of a server started here, such as {@code fsync=off};
 *     over those of the file
 * @param settingsFile more of postgresql.conf, taken over as it is
 */
public record DatabaseRequest(
    Path folder,
    Optional<GivenDatabase> given,
    Set<DatabaseKind> kinds,
    Map<String, String> settings,
    Optional<Path> settingsFile) {
  /** Copies what could change. */
  public DatabaseRequest {
    kinds = Set.copyOf(kinds);
    settings = Map.copyOf(settings);
  }

  /** The best of all kinds, with its servers' folders in the one given. */
  public static DatabaseRequest in(Path folder) {
    return new DatabaseRequest(
        folder, Optional.empty(), EnumSet.allOf(DatabaseKind.class), Map.of(), Optional.empty());
  }

  /** With this database, and no other. */
  public DatabaseRequest withGiven(GivenDatabase database) {
    return new DatabaseRequest(folder, Optional.of(database), kinds, settings, settingsFile);
  }

  /** With these kinds only. */
  public DatabaseRequest withKinds(Set<DatabaseKind> only) {
    return new DatabaseRequest(folder, given, only, settings, settingsFile);
  }

  /** With these settings. */
  public DatabaseRequest withSettings(Map<String, String> more) {
    return new DatabaseRequest(folder, given, kinds, more, settingsFile);
  }

  /** With this file of settings. */
  public DatabaseRequest withSettingsFile(Path file) {
    return new DatabaseRequest(folder, given, kinds, settings, Optional.of(file));
  }
}

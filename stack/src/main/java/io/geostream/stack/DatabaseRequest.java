package io.geostream.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which database is wanted. Everything but the selection is for a server that is started here.
 *
 * @param folder an existing folder; a server started here makes one of its own in it
 * @param selection which one
 * @param settings added to postgresql.conf, such as {@code fsync=off}; over those of the file
 * @param settingsFile more of postgresql.conf, taken over as it is
 * @param progress where the start reports
 */
public record DatabaseRequest(
    Path folder,
    DatabaseSelection selection,
    Map<String, String> settings,
    Optional<Path> settingsFile,
    Progress progress) {
  /** Copies what could change. */
  public DatabaseRequest {
    settings = Map.copyOf(settings);
  }

  /** A server of the best kind, with its folder in the one given. */
  public static DatabaseRequest in(Path folder) {
    return new DatabaseRequest(
        folder, DatabaseSelection.AUTO, Map.of(), Optional.empty(), Progress.NONE);
  }

  /** With this selection. */
  public DatabaseRequest withSelection(DatabaseSelection other) {
    return new DatabaseRequest(folder, other, settings, settingsFile, progress);
  }

  /** With these settings. */
  public DatabaseRequest withSettings(Map<String, String> more) {
    return new DatabaseRequest(folder, selection, more, settingsFile, progress);
  }

  /** With this file of settings. */
  public DatabaseRequest withSettingsFile(Path file) {
    return new DatabaseRequest(folder, selection, settings, Optional.of(file), progress);
  }

  /** With reports. */
  public DatabaseRequest withProgress(Progress reports) {
    return new DatabaseRequest(folder, selection, settings, settingsFile, reports);
  }
}

package io.geostream.consumer.settings;

import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the database's password comes from; it can change while the program runs. */
public interface DatabasePassword {

  /** The variable with the password. */
  String VARIABLE = "DATABASE_PASSWORD";

  /** The variable with the name of a file that holds it. */
  String FILE_VARIABLE = "DATABASE_PASSWORD_FILE";

  /**
   * The password as it is now, or null if none was given.
   *
   * @throws SettingException if its file cannot be read
   */
  @Nullable String read();

  /** Whether a variable gives one. */
  static boolean isGiven(Map<String, String> environment) {
    return !environment.getOrDefault(VARIABLE, "").isEmpty()
        || !environment.getOrDefault(FILE_VARIABLE, "").isEmpty();
  }

  /**
   * The one that the variables give.
   *
   * @param otherwise the URL's
   * @throws SettingException if both variables are set
   */
  static DatabasePassword of(Map<String, String> environment, @Nullable String otherwise) {
    String password = environment.getOrDefault(VARIABLE, "");
    String file = environment.getOrDefault(FILE_VARIABLE, "");
    if (!password.isEmpty() && !file.isEmpty()) {
      throw new SettingException(
          FILE_VARIABLE, "is set, and so is " + VARIABLE + "; which one is meant?");
    }
    if (!file.isEmpty()) {
      return () -> readFile(file);
    }
    String fixed = password.isEmpty() ? otherwise : password;
    return () -> fixed;
  }

  private static @Nullable String readFile(String file) {
    try {
      String password = Files.readString(Path.of(file)).replaceFirst("\\R+\\z", "");
      return password.isEmpty() ? null : password;
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(FILE_VARIABLE, "cannot read " + file + ": " + e);
    }
  }
}

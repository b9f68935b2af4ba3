package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user that a PostgreSQL server runs as. PostgreSQL refuses root for security. So if this JVM
 * runs as root, as in many containers, the server gets a user without rights; else it runs as the
 * same user.
 *
 * @param name the other user; empty if it is the same
 * @param prefix what is put before a command so that this user runs it
 */
record ServerUser(Optional<String> name, List<String> prefix) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * The user for this JVM.
   *
   * @throws StackException if we are root and there is no program to become another user
   */
  static ServerUser detect() {
    if (!says(List.of("id", "-u"), "0")) {
      return new ServerUser(Optional.empty(), List.of());
    }
    String user = succeeds(List.of("id", "-u", "postgres")) ? "postgres" : "nobody";
    return Stream.of(
            List.of(
                "setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups", "--"),
            List.of("runuser", "-u", user, "--"),
            List.of("sudo", "-n", "-u", user, "--"))
        .filter(prefix -> succeeds(concat(prefix, List.of("true"))))
        .findFirst()
        .map(prefix -> new ServerUser(Optional.of(user), prefix))
        .orElseThrow(
            () ->
                new StackException(
                    "PostgreSQL does not run as root, and none of setpriv, runuser and sudo can start it as "
                        + user
                        + ": run this as another user"));
  }

  /** The command as this user runs it. */
  List<String> command(List<String> command) {
    return concat(prefix, command);
  }

  /**
   * Gives a folder, not yet what is in it, to this user.
   *
   * @throws StackException when that user cannot reach it because a folder above is closed
   */
  void own(Path path) {
    if (name.isEmpty()) {
      return;
    }
    try {
      UserPrincipal principal =
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name.get());
      Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(principal);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot give " + path + " to " + name.get() + ": " + e.getMessage(), e);
    }
    if (!succeeds(command(List.of("test", "-r", path.toString())))) {
      throw new StackException(
          "the user "
              + name.get()
              + ", whom PostgreSQL runs as because it refuses root, cannot reach "
              + path
              + ": open the folders above it (chmod o+x), or take another place");
    }
  }

  private static String groupOf(String user) {
    try {
      return Command.run(List.of("id", "-g", user), TIMEOUT).output();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot ask for the group of " + user + ": " + e.getMessage(), e);
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      return Command.run(command, TIMEOUT).succeeded();
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static boolean says(List<String> command, String expected) {
    try {
      return Command.run(command, TIMEOUT).output().equals(expected);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command + ": " + e.getMessage(), e);
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}

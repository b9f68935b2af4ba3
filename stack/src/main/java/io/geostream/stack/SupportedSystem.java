package io.geostream.stack;

import java.util.Locale;

/** The operating systems on which this module can start and stop processes as it promises. */
enum SupportedSystem {
  LINUX,
  MACOS;

  /**
   * The system of this JVM.
   *
   * @throws StackException on any other one
   */
  static SupportedSystem current() {
    return of(System.getProperty("os.name", ""));
  }

  static SupportedSystem of(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return LINUX;
    }
    if (name.startsWith("mac")) {
      return MACOS;
    }
    throw new StackException(
        "the stack runs on Linux and macOS, and this is \""
            + osName
            + "\": use Docker Compose, or WSL on Windows");
  }
}

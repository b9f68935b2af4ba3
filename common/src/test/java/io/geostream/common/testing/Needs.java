package io.geostream.common.testing;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. */
public final class Needs {

  private Needs() {}

  /**
   * Skips a test, and prints so, where something is missing.
   *
   * @param there whether the machine has it
   * @param test the name of the test
   * @param reason what is missing
   */
  public static void that(boolean there, String test, String reason) {
    if (!there) {
      System.out.println("SKIPPED " + test + ": " + reason);
    }
    Assumptions.assumeTrue(there, reason);
  }
}

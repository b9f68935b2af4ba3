package io.geostream.consumer.letters;

import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import io.geostream.common.settings.TopicNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How letters are sent again; a picocli mix-in. */
final class ReplaySettings {

  @Option(
      names = "--to",
      paramLabel = "TOPIC",
      description = "The topic to send the letters to. Default: each letter's own.")
  private @Nullable String to;

  @Option(
      names = "--dry-run",
      description = "Only tell how many letters of which code would go where; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--transaction-letters",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "The most letters in one transaction; 8 MiB of them are one, too. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 10_000)
  private int transactionLetters;

  /**
   * The topic for all letters, or null for the one of each.
   *
   * @param letters the dead-letter topic
   * @throws SettingException if it cannot be that one
   */
  @Nullable String to(String letters) {
    if (to == null) {
      return null;
    }
    if (to.equals(letters) || to.equals(Ledger.topicFor(letters))) {
      throw new SettingException("--to", to + " is where letters are kept, not sent");
    }
    return TopicNames.checked("--to", to);
  }

  /** Whether to change nothing. */
  boolean dryRun() {
    return dryRun;
  }

  /** How many letters make a transaction. */
  int transactionLetters() {
    return transactionLetters;
  }
}

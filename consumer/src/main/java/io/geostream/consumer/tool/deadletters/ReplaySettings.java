package io.geostream.consumer.tool.deadletters;

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
      description =
          "The topic to send all letters to, those of other topics and clusters included. Default: --topic, which takes its own letters only.")
  private @Nullable String to;

  @Option(
      names = "--dry-run",
      description = "Only report how many letters of which code would go where; change nothing.")
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
   * Where letters go.
   *
   * @param topic the consumer's topic
   * @param letters the dead-letter topic
   * @throws SettingException if they cannot go there
   */
  Targets.Wanted target(String topic, String letters) {
    String setting = to == null ? "--topic" : "--to";
    String target = to == null ? topic : TopicNames.checked(setting, to);
    if (target.equals(letters) || target.equals(Ledger.topicFor(letters))) {
      throw new SettingException(setting, target + " is where letters are kept, not sent");
    }
    return new Targets.Wanted(target, to != null);
  }

  boolean dryRun() {
    return dryRun;
  }

  int transactionLetters() {
    return transactionLetters;
  }
}

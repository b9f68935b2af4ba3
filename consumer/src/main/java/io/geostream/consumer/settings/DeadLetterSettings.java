package io.geostream.consumer.settings;

import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import io.geostream.common.settings.TopicNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where bad records go; a picocli mix-in. */
public final class DeadLetterSettings {

  private static final String SUFFIX = ".dead-letter";

  @Option(
      names = "--dead-letter-topic",
      paramLabel = "NAME",
      description = "Where bad records go. Default: the topic's name and .dead-letter.")
  @Setting(variable = "DEAD_LETTER_TOPIC")
  private @Nullable String name;

  /**
   * The dead-letter topic.
   *
   * @param topic the topic of the messages
   * @throws SettingException if Kafka would refuse the name, or it is the topic of the messages
   *     itself
   */
  public String name(String topic) {
    String setting = "--dead-letter-topic (DEAD_LETTER_TOPIC)";
    String chosen = TopicNames.checked(setting, name != null ? name : topic + SUFFIX);
    if (chosen.equals(topic)) {
      throw new SettingException(setting, "is the topic of the messages itself");
    }
    return chosen;
  }
}

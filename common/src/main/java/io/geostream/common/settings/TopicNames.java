package io.geostream.common.settings;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/** Kafka's rule for the names of topics. */
public final class TopicNames {

  private TopicNames() {}

  /**
   * Gives the name back if Kafka would take it.
   *
   * @throws SettingException otherwise
   */
  public static String checked(String setting, String name) {
    try {
      Topic.validate(name);
      return name;
    } catch (InvalidTopicException e) {
      throw new SettingException(setting, String.valueOf(e.getMessage()));
    }
  }
}

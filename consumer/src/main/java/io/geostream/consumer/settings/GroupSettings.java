package io.geostream.consumer.settings;

import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import picocli.CommandLine.Option;

/** Which consumer group is meant; a picocli mix-in. */
public final class GroupSettings {

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "geospatial-processors",
      description = "The consumer group. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "KAFKA_GROUP_ID")
  private String name = "";

  /**
   * The consumer group.
   *
   * @throws SettingException if it is blank
   */
  public String name() {
    if (name.isBlank()) {
      throw new SettingException("--group (KAFKA_GROUP_ID)", "is blank");
    }
    return name;
  }
}

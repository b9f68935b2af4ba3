package io.geostream.common.mapping.file;

import java.util.Map;

/**
 * A map in YAML.
 *
 * @param members by name, in the order of the file
 */
record YamlMap(Place place, Map<String, Member> members) implements YamlValue {

  /**
   * A name and its value.
   *
   * @param place of the name
   */
  record Member(Place place, YamlValue value) {}

  @Override
  public String shown() {
    return "a map";
  }

  @Override
  public YamlMap map(String word, String example) {
    return this;
  }
}

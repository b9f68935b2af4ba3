package io.geostream.common.mapping.file;

import java.util.List;

/** A list in YAML. */
record YamlList(Place place, List<YamlValue> values) implements YamlValue {

  @Override
  public String shown() {
    return "a list";
  }

  @Override
  public List<YamlValue> list(String word, String example) {
    return values;
  }
}

package io.geostream.common.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/** Default values from the environment. */
record Variables(Map<String, String> environment) implements IDefaultValueProvider {

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    String value = Switches.isSwitch(arg) ? null : value(arg);
    // Picocli would look up ${…}; a doubled dollar is one dollar to it.
    return value == null ? null : value.replace("$", "$$");
  }

  /** What the variable holds; null if it is not set, or empty. */
  @Nullable String value(ArgSpec arg) {
    String variable = of(arg);
    String value = variable == null ? null : environment.get(variable);
    return value == null || value.isEmpty() ? null : value;
  }

  static @Nullable String of(ArgSpec arg) {
    Setting setting = Ranges.setting(arg);
    return setting == null || setting.variable().isEmpty() ? null : setting.variable();
  }
}

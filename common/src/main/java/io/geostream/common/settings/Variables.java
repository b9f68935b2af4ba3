package io.geostream.common.settings;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Default values from the environment. */
record Variables(Map<String, String> environment) implements IDefaultValueProvider {

  private static final String NULL = Option.NULL_VALUE;

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

  /** Takes {@value #NULL} for a text like others: to picocli, such a default is no value. */
  void applyNull(ParseResult parsed) {
    for (OptionSpec option : parsed.commandSpec().options()) {
      if (NULL.equals(value(option)) && !parsed.hasMatchedOption(option)) {
        if (option.type() != String.class) {
          throw new ParameterException(
              parsed.commandSpec().commandLine(),
              CommandLineFactory.name(option) + ": cannot be '" + NULL + "'");
        }
        option.setValue(NULL);
      }
    }
  }

  static @Nullable String of(ArgSpec arg) {
    Setting setting = Ranges.setting(arg);
    return setting == null || setting.variable().isEmpty()
        ? null
        : setting.variable().replace("{PROGRAM}", program(arg));
  }

  private static String program(ArgSpec arg) {
    return arg.command().root().name().toUpperCase(Locale.ROOT);
  }
}

package io.geostream.common.settings;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options without a value. Picocli takes a flag for the opposite of its default, so that a flag
 * would switch off what its variable switches on; hence the variables are applied here.
 */
final class Switches {

  private Switches() {}

  static boolean isSwitch(ArgSpec arg) {
    return arg.isOption() && arg.arity().max() == 0;
  }

  static void apply(ParseResult parsed, Map<String, String> environment) {
    Variables variables = new Variables(environment);
    CommandSpec spec = parsed.commandSpec();
    for (OptionSpec option : spec.options()) {
      String value = isSwitch(option) ? variables.value(option) : null;
      if (value != null && !parsed.hasMatchedOption(option)) {
        option.setValue(isOn(spec, option, value));
      }
    }
  }

  private static boolean isOn(CommandSpec spec, OptionSpec option, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ParameterException(
              spec.commandLine(),
              CommandLineFactory.name(option) + ": '" + value + "' is none of true, false");
    };
  }
}

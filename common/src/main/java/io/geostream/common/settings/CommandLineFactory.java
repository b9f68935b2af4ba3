package io.geostream.common.settings;

import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Makes picocli read settings as all our programs do: the flag, else the environment variable, else
 * the default; then the range. Whatever is wrong is one line on stderr and exit code 2.
 */
public final class CommandLineFactory {

  /** The exit code for a setting that cannot be used. */
  public static final int EXIT_SETTING = 2;

  private CommandLineFactory() {}

  /**
   * Wraps a command.
   *
   * @param command an object with picocli's annotations
   * @param environment the process's environment variables; an empty one counts as not set
   * @param subcommands objects with picocli's annotations; their settings stand behind their name
   */
  public static CommandLine create(
      Object command, Map<String, String> environment, Object... subcommands) {
    CommandLine line = new CommandLine(command);
    for (Object subcommand : subcommands) {
      line.addSubcommand(subcommand);
    }
    line.registerConverter(Duration.class, new Durations());
    line.setDefaultValueProvider(new Variables(environment));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOverwrittenOptionsAllowed(false);
    line.setAbbreviatedOptionsAllowed(false);
    line.setUsageHelpAutoWidth(true);
    line.setUsageHelpLongOptionsMaxWidth(32);
    line.setParameterExceptionHandler((e, args) -> refuse(e.getCommandLine(), describe(e)));
    line.setExecutionStrategy(CommandLineFactory::execute);
    return line;
  }

  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    ParseResult chosen = parsed;
    for (; chosen.hasSubcommand(); chosen = chosen.subcommand()) {
      refuseLostSettings(chosen);
    }
    Ranges.check(chosen.commandSpec());
    CommandLine line = chosen.commandSpec().commandLine();
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (CommandLine.ExecutionException e) {
      if (e.getCause() instanceof SettingException setting) {
        return refuse(line, setting.getMessage());
      }
      throw e;
    }
  }

  /** A setting before the subcommand would be read and then ignored. */
  private static void refuseLostSettings(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptions()) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(),
          name(option)
              + ": has to stand behind '"
              + parsed.subcommand().commandSpec().name()
              + "'");
    }
  }

  private static int refuse(CommandLine line, @Nullable String problem) {
    PrintWriter err = line.getErr();
    err.println(line.getCommandSpec().root().name() + ": " + problem);
    err.flush();
    return EXIT_SETTING;
  }

  /** Picocli's messages, with the variable named where the value came from one. */
  private static String describe(ParameterException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (e.getArgSpec() instanceof OptionSpec option && Variables.of(option) != null) {
      String both = name(option);
      return message.contains(option.longestName())
          ? message.replace("'" + option.longestName() + "'", both)
          : both + ": " + message;
    }
    return message;
  }

  /** How messages name a setting: its flag and its variable. */
  static String name(OptionSpec option) {
    String variable = Variables.of(option);
    return variable == null ? option.longestName() : option.longestName() + " (" + variable + ")";
  }

  /** Default values from the environment. */
  record Variables(Map<String, String> environment) implements IDefaultValueProvider {

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
      String variable = of(arg);
      String value = variable == null ? null : environment.get(variable);
      return value == null || value.isEmpty() ? null : value;
    }

    static @Nullable String of(ArgSpec arg) {
      Setting setting = Ranges.setting(arg);
      return setting == null || setting.variable().isEmpty() ? null : setting.variable();
    }
  }

  /** The ranges that {@link Setting} gives. */
  static final class Ranges {

    private Ranges() {}

    static void check(CommandSpec spec) {
      for (OptionSpec option : spec.options()) {
        Setting setting = setting(option);
        Double value = setting == null ? null : number(option.getValue());
        if (setting != null
            && value != null
            && !(value >= setting.min() && value <= setting.max())) {
          throw new ParameterException(
              spec.commandLine(),
              name(option) + ": " + written(option) + " is outside " + range(setting, option));
        }
      }
    }

    static @Nullable Setting setting(ArgSpec arg) {
      return arg.userObject() instanceof Field field ? field.getAnnotation(Setting.class) : null;
    }

    /** The range in words, such as {@code 1…65535}; durations in their own notation. */
    static String range(Setting setting, OptionSpec option) {
      return bound(setting.min(), option) + "…" + bound(setting.max(), option);
    }

    private static String bound(double bound, OptionSpec option) {
      if (Double.isInfinite(bound)) {
        return "";
      }
      return option.type() == Duration.class
          ? Durations.format(Duration.ofMillis((long) bound))
          : bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static String written(OptionSpec option) {
      Object value = option.getValue();
      return value instanceof Duration duration
          ? Durations.format(duration)
          : String.valueOf(value);
    }

    private static @Nullable Double number(@Nullable Object value) {
      if (value instanceof Number number) {
        return number.doubleValue();
      }
      return value instanceof Duration duration ? (double) duration.toMillis() : null;
    }
  }
}

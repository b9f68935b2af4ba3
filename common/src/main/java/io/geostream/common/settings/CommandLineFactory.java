package io.geostream.common.settings;

import io.geostream.common.text.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Makes picocli read settings as all our programs do: the flag, else the environment variable, else
 * the default; then the range. Any error is one line on stderr and exit code 2.
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
   * @param subcommands objects with picocli's annotations; their settings follow their name
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
    line.setParameterExceptionHandler((e, args) -> refuse(e.getCommandLine(), describe(e, args)));
    line.setExecutionStrategy(parsed -> execute(parsed, environment));
    UsageText.extend(line);
    return line;
  }

  private static int execute(ParseResult parsed, Map<String, String> environment) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    CommandLine root = parsed.commandSpec().commandLine();
    String secret = secretIn(root, parsed.originalArgs());
    if (secret != null) {
      return refuse(root, secret);
    }
    ParseResult chosen = parsed;
    for (; chosen.hasSubcommand(); chosen = chosen.subcommand()) {
      refuseLostSettings(chosen);
    }
    Switches.apply(chosen, environment);
    new Variables(environment).applyNull(chosen);
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
          name(option) + ": has to stand after '" + parsed.subcommand().commandSpec().name() + "'");
    }
  }

  private static int refuse(CommandLine line, @Nullable String problem) {
    PrintWriter err = line.getErr();
    err.println(Printable.lines(line.getCommandSpec().root().name() + ": " + problem));
    err.flush();
    return EXIT_SETTING;
  }

  /** What is wrong with the first argument that has a secret in a URL, or null if none has. */
  private static @Nullable String secretIn(CommandLine line, List<String> arguments) {
    for (int at = 0; at < arguments.size(); at++) {
      if (UrlSecrets.isIn(arguments.get(at))) {
        String flag = UrlSecrets.nameOf(arguments, at);
        OptionSpec option = line.getCommandSpec().findOption(flag);
        return (option == null ? flag : name(option))
            + ": has user info or a password in its URL, and a command line is public; use a variable, or a file that"
            + " a setting names";
      }
    }
    return null;
  }

  /** What is not to be repeated comes first: picocli's messages have arguments in them. */
  private static String describe(ParameterException e, String... arguments) {
    String secret = secretIn(e.getCommandLine(), List.of(arguments));
    return secret != null ? secret : describe(e);
  }

  /**
   * Picocli's messages, with the variable named where the value came from one. What picocli could
   * not place is not repeated: it may be a secret in the wrong place.
   */
  private static String describe(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return UnknownWords.describe(
          unmatched.getUnmatched().get(0), e.getCommandLine().getSubcommands().keySet());
    }
    if (e instanceof UnmatchedArgumentException || e instanceof MissingParameterException) {
      return culprit(e) instanceof OptionSpec option
          ? name(option) + ": has no value"
          : "an option has no value";
    }
    if (e.getArgSpec() instanceof OptionSpec option && option.typeInfo().isMap()) {
      return name(option) + ": needs the form KEY=VALUE";
    }
    return describeValue(e);
  }

  private static String describeValue(ParameterException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (e.getArgSpec() instanceof OptionSpec option
        && option.type().isEnum()
        && e.getValue() != null) {
      return name(option) + ": '" + e.getValue() + "' is none of " + words(option.type());
    }
    if (culprit(e) instanceof OptionSpec option && Variables.of(option) != null) {
      String both = name(option);
      return message.contains(option.longestName())
          ? message.replace("'" + option.longestName() + "'", both)
          : both + ": " + message;
    }
    return message;
  }

  private static @Nullable ArgSpec culprit(ParameterException e) {
    return e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()
        ? missing.getMissing().get(0)
        : e.getArgSpec();
  }

  /** The words that a setting of the type takes, as users write them. */
  private static String words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /** How messages name a setting: its flag and its variable. */
  static String name(OptionSpec option) {
    String variable = Variables.of(option);
    return variable == null ? option.longestName() : option.longestName() + " (" + variable + ")";
  }
}

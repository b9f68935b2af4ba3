package io.geostream.common.settings;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** A program's settings as a table in Markdown: what {@code docs/configuration.md} has to say. */
public final class ConfigurationTable {

  private static final Pattern DEFAULT = Pattern.compile("\\s*Default: (.+?)\\.(?=\\s|$)");
  private static final Set<Class<?>> COMMON =
      Set.of(CommonSettings.class, TopicSettings.class, HttpSettings.class, LoggingSettings.class);

  private ConfigurationTable() {}

  /** The settings that all programs have. */
  public static String common(CommandSpec spec) {
    return table(spec, ConfigurationTable::isCommon);
  }

  /** The settings that only this program has. */
  public static String own(CommandSpec spec) {
    return table(spec, option -> !isCommon(option));
  }

  /** The settings of a subcommand that its program does not have too. */
  public static String beyond(CommandSpec program, CommandSpec subcommand) {
    return table(subcommand, option -> program.findOption(option.longestName()) == null);
  }

  private static boolean isCommon(OptionSpec option) {
    return option.userObject() instanceof Field field && COMMON.contains(field.getDeclaringClass());
  }

  private static String table(CommandSpec spec, Predicate<OptionSpec> wanted) {
    return spec.options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .filter(wanted)
        .map(ConfigurationTable::row)
        .collect(
            Collectors.joining(
                "\n",
                "| flag | variable | default | range | meaning |\n|---|---|---|---|---|\n",
                "\n"));
  }

  private static String row(OptionSpec option) {
    String variable = Variables.of(option);
    String range = Ranges.range(option);
    String text = String.join(" ", description(option));
    Matcher standard = DEFAULT.matcher(text);
    return List.of(
            code(flag(option)),
            variable == null ? "" : code(variable),
            standard.find() ? standard.group(1) : Switches.isSwitch(option) ? "off" : "",
            range == null ? "" : range,
            standard.replaceAll(""))
        .stream()
        .map(cell -> cell.isEmpty() ? "" : " " + cell.replace("|", "\\|"))
        .collect(Collectors.joining(" |", "|", " |"));
  }

  /** As the source has it, without what {@code --help} adds. */
  private static List<String> description(OptionSpec option) {
    if (!(option.userObject() instanceof Field field)) {
      return List.of(option.description());
    }
    String standard = String.valueOf(option.defaultValue());
    return Arrays.stream(field.getAnnotation(Option.class).description())
        .map(line -> line.replace("${DEFAULT-VALUE}", standard))
        .toList();
  }

  private static String flag(OptionSpec option) {
    return Switches.isSwitch(option)
        ? option.longestName()
        : option.longestName() + " " + option.paramLabel();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}

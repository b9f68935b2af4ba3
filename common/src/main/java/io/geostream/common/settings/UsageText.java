package io.geostream.common.settings;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What {@code --help} shows beyond picocli's: each setting's variable and range, and values after a
 * space, as people write them.
 */
final class UsageText {

  private UsageText() {}

  static void extend(CommandLine line) {
    describeSettings(line.getCommandSpec());
    line.setHelpFactory(SpacedHelp::new);
    line.getSubcommands().values().forEach(UsageText::extend);
  }

  /**
   * A description cannot be changed once built, so each option is rebuilt, in its order. While it
   * has no command, its description does not show what a variable holds.
   */
  private static void describeSettings(CommandSpec spec) {
    for (OptionSpec option : List.copyOf(spec.options())) {
      String facts = facts(option);
      spec.remove(option);
      spec.add(OptionSpec.builder(option).description(described(option, facts)).build());
    }
  }

  private static String[] described(OptionSpec option, String facts) {
    List<String> lines = new ArrayList<>(List.of(option.description()));
    if (!facts.isEmpty()) {
      lines.add(facts);
    }
    return lines.toArray(String[]::new);
  }

  private static String facts(OptionSpec option) {
    String variable = Variables.of(option);
    String range = Ranges.range(option);
    return (variable == null ? "" : "Variable: " + variable + ". ")
        + (range == null ? "" : "Range: " + range + ".").strip();
  }

  private static final class SpacedHelp extends Help {

    private final IParamLabelRenderer labels;

    SpacedHelp(CommandSpec spec, ColorScheme colors) {
      super(spec, colors);
      this.labels = new SpacedLabels(super.createDefaultParamLabelRenderer());
    }

    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
      return labels;
    }
  }

  private record SpacedLabels(IParamLabelRenderer usual) implements IParamLabelRenderer {

    @Override
    public Ansi.Text renderParameterLabel(
        ArgSpec arg, Ansi ansi, List<CommandLine.Help.Ansi.IStyle> styles) {
      Ansi.Text label = usual.renderParameterLabel(arg, ansi, styles);
      return label.plainString().startsWith(usual.separator())
          ? ansi.text(separator()).concat(label.substring(usual.separator().length()))
          : label;
    }

    @Override
    public String separator() {
      return " ";
    }
  }
}

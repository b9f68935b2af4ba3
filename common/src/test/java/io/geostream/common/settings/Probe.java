package io.geostream.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** One run of {@link ProbeCommand}. */
record Probe(ProbeCommand command, int exitCode, String out, String err) {

  static Probe run(Map<String, String> environment, String... args) {
    return run(new ProbeCommand(), environment, args);
  }

  static Probe run(ProbeCommand command, Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        CommandLineFactory.create(command, environment, new ProbeCommand.Sub())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int exitCode = line.execute(args);
    return new Probe(command, exitCode, out.toString(), err.toString());
  }

  /** The one line on stderr with which the program ended before it did anything. */
  String refusal() {
    assertThat(err).startsWith("probe: ").endsWith(System.lineSeparator()).hasLineCount(1);
    assertThat(exitCode).isEqualTo(CommandLineFactory.EXIT_SETTING);
    assertThat(out).isEmpty();
    return err.strip();
  }

  ProbeCommand accepted() {
    assertThat(err).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(command.called).isTrue();
    return command;
  }
}

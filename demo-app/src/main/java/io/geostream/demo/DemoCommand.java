package io.geostream.demo;

import io.geostream.common.daemon.Version;
import io.geostream.common.settings.CommandLineFactory;
import io.geostream.demo.page.LivePage;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program {@code demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Runs a real Kafka broker, a real database and both daemons on this machine, and checks at the end that what"
            + " Kafka acknowledged is in the table. A live page shows all of it.",
    footer = {
      "",
      "Ctrl-C (or SIGTERM) stops it in good order. Exit codes, also then: 0 the counts agree, 1 they do not, or something"
          + " broke, 2 a setting that cannot be used; 130 (or 143) if it was stopped before the first reading."
    })
public final class DemoCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Mixin private final DemoOptions options = new DemoOptions();

  DemoCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    System.exit(CommandLineFactory.create(new DemoCommand(environment), environment).execute(args));
  }

  @Override
  public Integer call() {
    DemoSettings settings = options.settings(environment);
    // Before all else: a port that is taken is a setting that cannot be used.
    LivePage page = LivePage.open(settings.httpHost(), settings.httpPort());
    Demo demo = new Demo(settings, environment, Screen.ofThisProcess(), page);
    Interruption interruption = Interruption.install(demo::stoppedEarly);
    int exitCode = demo.run(interruption);
    interruption.finished(exitCode);
    return exitCode;
  }
}

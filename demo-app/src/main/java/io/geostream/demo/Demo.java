package io.geostream.demo;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.demo.actions.BadRecordSender;
import io.geostream.demo.page.LivePage;
import io.geostream.demo.page.RunFacts;
import io.geostream.demo.page.Watched;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.OwnFolder;
import io.geostream.stack.Progress;
import io.geostream.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** One run, from an empty folder to the check, and back to no folder. */
final class Demo {

  /** The exit code when the counts agree. */
  static final int EXIT_OK = 0;

  /** The exit code when they do not, or something broke. */
  static final int EXIT_FAULT = 1;

  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private final DemoSettings settings;
  private final Map<String, String> environment;
  private final Screen screen;
  private final LivePage page;

  /**
   * @param page opened already; taken over
   */
  Demo(DemoSettings settings, Map<String, String> environment, Screen screen, LivePage page) {
    this.settings = settings;
    this.environment = environment;
    this.screen = screen;
    this.page = page;
  }

  /**
   * Runs until the time is over or a stop is requested.
   *
   * @return the exit code; what went wrong has been said
   */
  int run(Interruption interruption) {
    screen.say("geostream demo: starting; Ctrl-C stops it in good order");
    screen.say("");
    screen.sayWhole("live page", page.url());
    try (Resources resources = new Resources()) {
      resources.add(page);
      return runAndTell(interruption, resources);
    }
  }

  /** What goes wrong is reported before all is closed, which takes some seconds. */
  private int runAndTell(Interruption interruption, Resources resources) {
    try {
      return run(interruption, resources);
    } catch (DemoException | StackException e) {
      fail(interruption, String.valueOf(e.getMessage()));
    } catch (Exception e) { // whatever it is, it ends the demo, with a word and a code
      fail(interruption, Faults.oneLine(e));
    }
    return EXIT_FAULT;
  }

  private void fail(Interruption interruption, String message) {
    interruption.awaitEarlyEnd();
    screen.fail(message);
    page.ended(false, message.lines().toList());
  }

  private int run(Interruption interruption, Resources resources)
      throws IOException, SQLException, InterruptedException {
    Path folder = resources.add(OwnFolder.temporary()).path();
    screen.say("folder", folder + ", removed at the end");

    screen.passing("  starting the broker and the database, about ten seconds");
    page.tell("The Kafka broker and the database start");
    Servers servers =
        Servers.start(
            settings, folder, resources, new Progress(screen.livePeriod(), this::showProgress));
    KafkaBroker broker = servers.broker();
    DemoDatabase database = servers.database();
    screen.say("broker", "Apache Kafka at " + broker.bootstrapServers());
    describe(database);

    String unique = UUID.randomUUID().toString().substring(0, 8);
    RunNames names = RunNames.of(unique, Instant.now());
    MadeWeather weather = MadeWeather.at(settings.rate(), Long.parseLong(unique, 16));
    ReadingsTable table = resources.add(database.table(names));
    long rowsBefore = table.exists() ? table.rows() : 0;
    DaemonProcess.Surroundings surroundings = new DaemonProcess.Surroundings(folder, environment);
    DaemonStarter starter = new DaemonStarter(names, broker, surroundings);
    DaemonProcess consumer = resources.add(starter.consumer(database));
    DaemonProcess producer = resources.add(starter.producer(settings, weather));
    BadRecordSender badRecords = new BadRecordSender(broker.bootstrapServers(), names.topic());
    Pipeline pipeline = new Pipeline(broker, database, consumer, producer, table, badRecords);
    screen.passing("  starting the producer and the consumer");
    page.tell("Both run; the producer and the consumer start");
    pipeline.awaitReady();
    interruption.started();
    showAddresses(pipeline);
    page.watch(watched(pipeline, names, weather));
    watch(pipeline, interruption.stop());
    page.ending("The run ends: the producer stops, the consumer writes what is left");
    DeadLetterTopic letters = new DeadLetterTopic(broker.bootstrapServers(), names.topic());
    FinalCheck check =
        new Ending(pipeline, letters, screen, page::lastLook).stopAndCheck(rowsBefore);
    screen.say("");
    check.lines().forEach(screen::say);
    page.ended(check.agrees(), check.lines());
    return check.agrees() ? EXIT_OK : EXIT_FAULT;
  }

  private Watched watched(Pipeline pipeline, RunNames names, MadeWeather weather)
      throws SQLException {
    DemoDatabase database = pipeline.database();
    return new Watched(
        new RunFacts(
            settings.rate(),
            settings.locations(),
            database.product(),
            database.timescale(),
            weather.description()),
        pipeline.producer()::scrape,
        pipeline.consumer()::scrape,
        database.database(),
        names.since(),
        database.power(),
        pipeline.badRecords());
  }

  /** A signal came before the first reading; called in its thread. */
  void stoppedEarly() {
    String text = "Stopped before the first reading: there is nothing to check.";
    screen.say(text);
    page.ended(true, List.of(text));
  }

  private void showProgress(String line) {
    screen.live("  " + line);
  }

  private void describe(DemoDatabase database) {
    screen.say("database", database.description());
    if (!database.timescale()) {
      screen.say(
          "",
          "Plain PostgreSQL: no hypertable, no columnstore, no policies, and the aggregates are plain views. For all of"
              + " it install TimescaleDB 2.23 or newer, or start Docker.");
    }
  }

  private void showAddresses(Pipeline pipeline) throws IOException {
    for (DaemonProcess daemon : List.of(pipeline.producer(), pipeline.consumer())) {
      screen.say(
          daemon.name(),
          String.format(
              Locale.ROOT,
              "http://%s/metrics, /health/ready (process %d)",
              daemon.address(),
              daemon.pid()));
    }
    screen.sayWhole("SQL", pipeline.database().psql());
    screen.sayWhole("JDBC", pipeline.database().jdbcUrlForPeople());
    screen.say("");
  }

  private void watch(Pipeline pipeline, StopSignal stop) throws InterruptedException {
    LiveView view = new LiveView(pipeline, screen);
    for (Duration left = left(view); isPositive(left); left = left(view)) {
      Duration next = view.untilNext();
      boolean stopped = stop.await(left.compareTo(next) < 0 ? left : next);
      pipeline.requireAlive();
      if (stopped) {
        return;
      }
      view.showIfDue();
    }
    view.show();
  }

  private Duration left(LiveView view) {
    return settings.length().map(it -> it.minus(view.elapsed())).orElse(FOREVER);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }
}

package io.geostream.demo.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.demo.actions.DatabaseSwitch;
import io.geostream.demo.page.EventLog.Kind;
import io.geostream.demo.page.Timeline.Point;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The run as the page shows it. Each change goes to all viewers, and a new viewer gets the whole
 * first: both under one lock, so that nothing is missed or comes twice. Safe to use from any
 * thread.
 */
final class PageState {

  /** Ten minutes by the second, longer runs more coarsely. */
  private static final int POINTS = 600;

  private final Clock clock;
  private final Viewers viewers;
  private final LatestReadings stations = new LatestReadings();
  private final Timeline timeline = new Timeline(POINTS);
  private final EventLog events = new EventLog();
  private final EventFinder finder = new EventFinder(events);
  private final Instant start;

  private Supplier<DatabaseSwitch.Status> power =
      () ->
          new DatabaseSwitch.Status(
              DatabaseSwitch.Phase.UNAVAILABLE, Duration.ZERO, "The demo is starting");
  private @Nullable RunFacts facts;
  private @Nullable Point last;
  private TableFacts table = TableFacts.UNKNOWN;
  private Optional<String> tableProblem = Optional.empty();
  private boolean ending;
  private String ended = "";

  PageState(Clock clock, Viewers viewers) {
    this.clock = clock;
    this.viewers = viewers;
    this.start = clock.instant();
  }

  /** Readings begin to flow. */
  synchronized void begin(RunFacts runFacts, Supplier<DatabaseSwitch.Status> powerStatus) {
    facts = runFacts;
    power = powerStatus;
    events.add(clock.instant(), Kind.INFO, "Readings flow");
    events.takeFresh(); // they are in the whole
    viewers.send("hello", hello());
  }

  /** Adds an event, and sends it at once. */
  synchronized void event(Kind kind, String text) {
    events.add(clock.instant(), kind, text);
    push();
  }

  /** The newest rows of the table. */
  synchronized void table(TableWatch.Look look) {
    stations.add(look.rows());
    tableProblem = look.problem();
  }

  /** How large the table is. */
  synchronized void facts(TableFacts known) {
    table = known;
  }

  /** From now on silence of a daemon is no news. */
  synchronized void ending(String text) {
    ending = true;
    event(Kind.INFO, text);
  }

  /** What the daemons say, once a second. */
  synchronized void tick(Flow measured) {
    Instant now = clock.instant();
    Flow flow = ending && last != null ? measured.atTheEnd(last.flow()) : measured;
    finder.look(now, flow, tableProblem.isEmpty());
    double[] cities = new double[Cities.ALL.size()];
    for (int city = 0; city < cities.length; city++) {
      // The last known would be a line that says more than is known.
      cities[city] = tableProblem.isEmpty() ? stations.meanTemperature(city) : Double.NaN;
    }
    float[] temperatures = tableProblem.isEmpty() ? stations.temperatures() : new float[0];
    Point point = new Point(now.toEpochMilli(), flow, cities, temperatures);
    last = point;
    timeline.add(point);
    push();
  }

  /** The run is over. */
  synchronized void end(boolean good, List<String> lines) {
    ended = String.join("\n", lines);
    events.add(clock.instant(), good ? Kind.SUCCESS : Kind.ERROR, lines.get(lines.size() - 1));
    push();
  }

  private void push() {
    viewers.send(
        "tick",
        Json.object(
            json -> {
              now(json);
              PageJson.stations(json, stations, stations.changed());
              PageJson.events(json, events.takeFresh());
            }));
    stations.shown();
  }

  private void now(JsonGenerator json) throws IOException {
    if (last != null) {
      PageJson.now(json, last, timeline);
    }
    PageJson.table(json, table, tableProblem);
    PageJson.power(json, power.get());
    json.writeBooleanField("ending", ending);
    json.writeStringField("ended", ended);
  }

  /** Adds a viewer, who gets the run so far first; false if there are too many. */
  synchronized boolean admit(Viewers.Viewer viewer) {
    return viewers.admit(viewer, "hello", hello());
  }

  private String hello() {
    return Json.object(
        json -> {
          PageJson.run(json, start, facts);
          now(json);
          PageJson.history(json, timeline.points());
          PageJson.allStations(json, stations);
          PageJson.events(json, events.all());
        });
  }

  /** A station's temperatures over the run so far; empty if it is not known. */
  synchronized Optional<String> station(String location) {
    int number = stations.number(location);
    return number < 0
        ? Optional.empty()
        : Optional.of(
            Json.object(json -> PageJson.stationHistory(json, number, timeline.points())));
  }
}

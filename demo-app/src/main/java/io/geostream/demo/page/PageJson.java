package io.geostream.demo.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.demo.actions.DatabaseSwitch;
import io.geostream.demo.page.Timeline.Point;
import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of the messages to the page. Its reader is {@code web/run.js}. */
final class PageJson {

  private PageJson() {}

  /** What stays the same. */
  static void run(JsonGenerator json, Instant start, @Nullable RunFacts facts) throws IOException {
    json.writeNumberField("start", start.toEpochMilli());
    json.writeArrayFieldStart("cities");
    for (Cities.City city : Cities.ALL) {
      json.writeStartObject();
      json.writeStringField("name", city.name());
      json.writeNumberField("latitude", city.latitude());
      json.writeNumberField("longitude", city.longitude());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (facts != null) {
      json.writeObjectFieldStart("facts");
      json.writeNumberField("rate", facts.rate());
      json.writeNumberField("locations", facts.locations());
      json.writeStringField("database", facts.database());
      json.writeBooleanField("timescale", facts.timescale());
      json.writeStringField("weather", facts.weather());
      json.writeEndObject();
    }
  }

  /** The moment, and whether it stays: a page keeps the points that the timeline keeps. */
  static void now(JsonGenerator json, Point point, Timeline timeline) throws IOException {
    json.writeObjectFieldStart("now");
    json.writeNumberField("t", point.epochMillis());
    json.writeBooleanField("kept", timeline.hasKept(point));
    json.writeNumberField("stride", timeline.stride());
    for (Map.Entry<String, Function<Flow, OptionalDouble>> series : SERIES) {
      Json.field(json, series.getKey(), series.getValue().apply(point.flow()));
    }
    Json.field(json, "acknowledged", point.flow().acknowledged());
    Json.field(json, "written", point.flow().written());
    json.writeArrayFieldStart("temperature");
    for (double temperature : point.cityTemperatures()) {
      Json.number(json, temperature);
    }
    json.writeEndArray();
    deadLetters(json, point.flow().deadLetters());
    json.writeEndObject();
  }

  private static void deadLetters(JsonGenerator json, Map<String, Double> codes)
      throws IOException {
    if (codes.isEmpty()) {
      json.writeNullField("deadLetters"); // not known, which is not none
      return;
    }
    json.writeObjectFieldStart("deadLetters");
    for (Map.Entry<String, Double> code : codes.entrySet()) {
      json.writeNumberField(code.getKey(), Math.round(code.getValue()));
    }
    json.writeEndObject();
  }

  /** What the database's switch says. */
  static void power(JsonGenerator json, DatabaseSwitch.Status power) throws IOException {
    json.writeObjectFieldStart("power");
    json.writeStringField("phase", power.phase().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("left", (power.left().toMillis() + 999) / 1000);
    json.writeStringField("reason", power.reason());
    json.writeEndObject();
  }

  /** What the table has. */
  static void table(JsonGenerator json, TableFacts table, Optional<String> problem)
      throws IOException {
    json.writeObjectFieldStart("table");
    json.writeStringField("problem", problem.orElse(""));
    Json.field(json, "rows", table.rows());
    json.writeNumberField("countedAt", table.countedAtMillis());
    json.writeStringField("factsProblem", table.problem());
    Json.field(json, "bytes", table.bytes());
    Json.field(json, "chunks", table.chunks());
    Json.field(json, "columnstoreChunks", table.columnstoreChunks());
    Json.field(json, "bytesBefore", table.bytesBefore());
    Json.field(json, "bytesAfter", table.bytesAfter());
    json.writeEndObject();
  }

  private static final List<Map.Entry<String, Function<Flow, OptionalDouble>>> SERIES =
      List.of(
          Map.entry("in", Flow::in),
          Map.entry("out", Flow::out),
          Map.entry("lag", Flow::lag),
          Map.entry("lagSeconds", Flow::lagSeconds),
          Map.entry("latency50", Flow::latency50),
          Map.entry("latency99", Flow::latency99));

  /** The run so far, by columns. */
  static void history(JsonGenerator json, List<Point> points) throws IOException {
    json.writeObjectFieldStart("history");
    times(json, points);
    for (Map.Entry<String, Function<Flow, OptionalDouble>> series : SERIES) {
      json.writeArrayFieldStart(series.getKey());
      for (Point point : points) {
        Json.number(json, series.getValue().apply(point.flow()).orElse(Double.NaN));
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("temperature");
    for (int city = 0; city < Cities.ALL.size(); city++) {
      json.writeStartArray();
      for (Point point : points) {
        Json.number(json, point.cityTemperatures()[city]);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A station's temperatures. */
  static void stationHistory(JsonGenerator json, int number, List<Point> points)
      throws IOException {
    times(json, points);
    json.writeArrayFieldStart("temperature");
    for (Point point : points) {
      Json.number(json, point.stationTemperature(number));
    }
    json.writeEndArray();
  }

  private static void times(JsonGenerator json, List<Point> points) throws IOException {
    json.writeArrayFieldStart("t");
    for (Point point : points) {
      json.writeNumber(point.epochMillis());
    }
    json.writeEndArray();
  }

  /** All stations. */
  static void allStations(JsonGenerator json, LatestReadings stations) throws IOException {
    json.writeArrayFieldStart("stations");
    for (int number = 0; number < stations.size(); number++) {
      station(json, stations, number, true);
    }
    json.writeEndArray();
  }

  /** Those that changed; with their places if no viewer can know them yet. */
  static void stations(JsonGenerator json, LatestReadings stations, BitSet changed)
      throws IOException {
    json.writeArrayFieldStart("stations");
    for (int number = changed.nextSetBit(0); number >= 0; number = changed.nextSetBit(number + 1)) {
      station(json, stations, number, !stations.wasShown(number));
    }
    json.writeEndArray();
  }

  private static void station(
      JsonGenerator json, LatestReadings stations, int number, boolean withPlace)
      throws IOException {
    StationReading reading = stations.get(number);
    json.writeStartArray();
    json.writeNumber(number);
    Json.number(json, reading.temperature());
    Json.number(json, reading.humidity());
    Json.number(json, reading.pressure());
    Json.number(json, reading.windSpeed());
    Json.number(json, reading.windDirection());
    json.writeNumber(reading.epochMicros() / 1000);
    if (withPlace) {
      json.writeString(reading.location());
      Json.number(json, reading.latitude());
      Json.number(json, reading.longitude());
      json.writeNumber(stations.city(number));
    }
    json.writeEndArray();
  }

  /** What happened. */
  static void events(JsonGenerator json, List<EventLog.Event> events) throws IOException {
    json.writeArrayFieldStart("events");
    for (EventLog.Event event : events) {
      json.writeStartObject();
      json.writeNumberField("id", event.id());
      json.writeNumberField("t", event.at().toEpochMilli());
      json.writeStringField("kind", event.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("text", event.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

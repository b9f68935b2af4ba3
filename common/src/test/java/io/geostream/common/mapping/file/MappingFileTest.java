package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.common.mapping.Absent;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Length;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.Range;
import io.geostream.common.mapping.Source;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.TimeFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class MappingFileTest {

  private static final String PLANT =
      """
      table: plant.machine_metrics
      time: time
      key: machine
      each: /readings
      columns:
        time:        {from: /ts, type: timestamptz, format: epoch-ms}
        machine:     {from: $message/device/id, type: text, length: 128}
        temperature: {type: double precision, range: [-100, 100]}     # from: /temperature
        running:     {type: boolean, coerce: true}
        cycles:      {type: bigint, default: 0}
        tags:        {from: /tags, type: jsonb}
        received:    {from: $timestamp, type: timestamptz}
      any-of: [temperature, cycles]
      unique: [machine, time]
      on-conflict: ignore
      hypertable:
        chunk: 1 hour
        segment-by: [machine]
        columnstore-after: 1 day
        drop-after: 1 year
      """;

  @TempDir private Path folder;

  @Test
  void readsEachWord() {
    assertThat(MappingTexts.parse(PLANT))
        .isEqualTo(
            new Mapping(
                new TableName(Optional.of("plant"), "machine_metrics"),
                List.of(
                    column("time", at("/ts"), ColumnType.TIMESTAMPTZ, TimeFormat.EPOCH_MS, true),
                    text(
                        "machine",
                        new Source.OfMessage(JsonPointer.parse("/device/id")),
                        new Length(0, 128),
                        false),
                    number("temperature", -100, 100),
                    new Column(
                        "running",
                        at("/running"),
                        ColumnType.BOOLEAN,
                        TimeFormat.ISO,
                        Optional.empty(),
                        false,
                        Absent.NONE,
                        true,
                        Optional.empty(),
                        Range.ANY,
                        Length.ANY,
                        false),
                    new Column(
                        "cycles",
                        at("/cycles"),
                        ColumnType.BIGINT,
                        TimeFormat.ISO,
                        Optional.empty(),
                        false,
                        Absent.NONE,
                        false,
                        Optional.of("0"),
                        Range.ANY,
                        Length.ANY,
                        false),
                    column("tags", at("/tags"), ColumnType.JSONB, TimeFormat.ISO, false),
                    column(
                        "received",
                        Source.Part.TIMESTAMP,
                        ColumnType.TIMESTAMPTZ,
                        TimeFormat.ISO,
                        false)),
                "time",
                Optional.of("machine"),
                Optional.of(JsonPointer.parse("/readings")),
                List.of("temperature", "cycles"),
                List.of("machine", "time"),
                OnConflict.IGNORE,
                new Hypertable(
                    Optional.of("1 hour"),
                    Optional.of(List.of("machine")),
                    Optional.of("1 day"),
                    Optional.of("1 year"))));
  }

  @Test
  void isBuiltInForTheWeatherReading() {
    assertThat(MappingFile.builtIn())
        .isEqualTo(
            new Mapping(
                new TableName(Optional.empty(), "geospatial_metrics"),
                List.of(
                    column("time", at("/timestamp"), ColumnType.TIMESTAMPTZ, TimeFormat.ISO, true),
                    text("location_id", at("/location_id"), new Length(1, 128), true),
                    number("latitude", -90, 90),
                    number("longitude", -180, 180),
                    number("temperature", -100, 100),
                    number("humidity", 0, 105),
                    number("pressure", 1, 1100),
                    number("wind_speed", 0, 150),
                    number("wind_direction", 0, 360)),
                "time",
                Optional.of("location_id"),
                Optional.empty(),
                List.of("temperature", "humidity", "pressure", "wind_speed", "wind_direction"),
                List.of(),
                OnConflict.REFUSE,
                new Hypertable(
                    Optional.of("1 hour"),
                    Optional.of(List.of("location_id")),
                    Optional.of("1 day"),
                    Optional.of("1 year"))));
    assertThat(MappingFile.builtInText()).startsWith("# The weather reading").endsWith("year\n");
  }

  @Test
  void needsThreeWordsOnly() {
    Mapping mapping =
        MappingTexts.parse("table: t\ntime: ts\ncolumns: {ts: {type: timestamptz, zone: UTC}}");
    assertThat(mapping)
        .isEqualTo(
            new Mapping(
                new TableName(Optional.empty(), "t"),
                mapping.columns(),
                "ts",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                OnConflict.REFUSE,
                Hypertable.USUAL));
    assertThat(mapping.chunk()).isEqualTo("1 day");
    assertThat(mapping.segmentBy()).isEmpty();
    assertThat(mapping.column("ts").zone()).contains(ZoneId.of("UTC"));
  }

  @Test
  void isJsonAsWell() throws IOException {
    LoadSettings core = LoadSettings.builder().setSchema(new CoreSchema()).build();
    String json =
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(new Load(core).loadFromString(PLANT));
    assertThat(json).startsWith("{");
    assertThat(MappingTexts.parse(json)).isEqualTo(MappingTexts.parse(PLANT));
  }

  @Test
  void isReadWithAByteOrderMarkAndOtherLineEnds() throws IOException {
    String text = "\ufeff" + PLANT.replace("\n", "\r\n");
    assertThat(MappingFile.read(Files.writeString(folder.resolve("dos.yaml"), text)))
        .isEqualTo(MappingTexts.parse(PLANT));
  }

  @Test
  void isNamedInAFault() throws IOException {
    Path file = Files.writeString(folder.resolve("plant.yaml"), "table: t\ntimes: t\n");
    assertThatThrownBy(() -> MappingFile.read(file))
        .isInstanceOf(MappingException.class)
        .hasMessage(file + ":2: unknown word \"times\"; did you mean time?");
  }

  @Test
  void isOneThatCanBeRead() {
    Path absent = folder.resolve("absent.yaml");
    assertThatThrownBy(() -> MappingFile.read(absent))
        .isInstanceOf(MappingException.class)
        .hasMessage(absent + ": there is no such file; name one with a mapping");
    assertThatThrownBy(() -> MappingFile.read(folder))
        .isInstanceOf(MappingException.class)
        .hasMessage(
            folder
                + ": it cannot be read (java.io.IOException: Is a directory); name a file with a mapping");
  }

  @Test
  void isUtf8() throws IOException {
    Path file = folder.resolve("latin.yaml");
    for (String text : List.of("table: t\n# °C\n", "table: t\n# °")) {
      Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> MappingFile.read(file))
          .isInstanceOf(MappingException.class)
          .hasMessage(file + ":2: this is not UTF-8; save the file in that encoding");
    }
  }

  @Test
  void hasAtMostOneMebibyte() throws IOException {
    Path file = folder.resolve("large.yaml");
    String filled = PLANT + "#".repeat((1 << 20) - PLANT.length());
    assertThat(MappingFile.read(Files.writeString(file, filled)).columns()).hasSize(7);
    Files.writeString(file, filled + "#");
    assertThatThrownBy(() -> MappingFile.read(file))
        .isInstanceOf(MappingException.class)
        .hasMessage(file + ": it is too large; a mapping has at most 1 MiB");
  }

  private static Source at(String pointer) {
    return new Source.OfRow(JsonPointer.parse(pointer));
  }

  private static Column column(
      String name, Source source, ColumnType type, TimeFormat format, boolean required) {
    return new Column(
        name,
        source,
        type,
        format,
        Optional.empty(),
        required,
        Absent.NONE,
        false,
        Optional.empty(),
        Range.ANY,
        Length.ANY,
        false);
  }

  private static Column text(String name, Source source, Length length, boolean refusesControls) {
    return new Column(
        name,
        source,
        ColumnType.TEXT,
        TimeFormat.ISO,
        Optional.empty(),
        true,
        Absent.NONE,
        false,
        Optional.empty(),
        Range.ANY,
        length,
        refusesControls);
  }

  private static Column number(String name, int least, int most) {
    return new Column(
        name,
        at("/" + name),
        ColumnType.DOUBLE_PRECISION,
        TimeFormat.ISO,
        Optional.empty(),
        false,
        Absent.NONE,
        false,
        Optional.empty(),
        new Range(Optional.of(new BigDecimal(least)), Optional.of(new BigDecimal(most))),
        Length.ANY,
        false);
  }
}

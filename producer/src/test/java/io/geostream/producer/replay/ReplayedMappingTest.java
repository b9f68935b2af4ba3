package io.geostream.producer.replay;

import static io.geostream.producer.replay.ReplayedFiles.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other messages than weather. */
final class ReplayedMappingTest {

  private static final String MACHINES =
      """
      table: plant.machines
      time: time
      key: machine
      columns:
        time:     {from: /ts, type: timestamptz, format: epoch-ms}
        machine:  {from: /device/id, type: text}
        serial:   {from: /device/serial, type: bigint}
        site:     {from: /place/site, type: text}
        load:     {type: double precision}
        price:    {type: numeric}
        running:  {type: boolean}
        alarm:    {type: boolean, coerce: true}
        started:  {type: timestamptz}
        tags:     {type: jsonb}
        note:     {type: text}
        received: {from: $timestamp, type: timestamptz}
      """;

  private static final String READINGS =
      """
      table: plant.machines
      time: time
      key: machine
      each: /readings
      columns:
        time:    {type: timestamptz, format: epoch-s}
        machine: {from: $message/device, type: text}
      """;

  private ReplayedFiles files;
  private ReplayedFiles arrays;

  @BeforeEach
  void begin(@TempDir Path folder) {
    files = new ReplayedFiles(folder, MappingFile.parse("machines.yaml", MACHINES));
    arrays = new ReplayedFiles(folder, MappingFile.parse("readings.yaml", READINGS));
  }

  @Test
  void placesAndTypesTheFieldsOfACsvRecordAsTheMappingReadsThem() throws IOException {
    String header = "ts,/device/id,load,SERIAL,site,price,running,alarm,started,tags,note\n";
    assertThat(
            files.replay(
                "a.csv",
                header
                    + "1769860800000,007,1e3,42,Ulm,12345678901234567890.10,True,0,2026-01-31 12:00:00+00,\"{\"\"a\"\": [1, 2]}\",12\n"
                    + "0,p,,,,,,,,{broken,x\n"))
        .containsExactly(
            "{\"ts\":1769860800000,\"device\":{\"id\":\"007\",\"serial\":42},\"load\":1e3,\"place\":{\"site\":\"Ulm\"},"
                + "\"price\":12345678901234567890.10,\"running\":true,\"alarm\":0,\"started\":\"2026-01-31 12:00:00+00\","
                + "\"tags\":{\"a\": [1, 2]},\"note\":\"12\"}",
            "{\"ts\":0,\"device\":{\"id\":\"p\"},\"tags\":\"{broken\",\"note\":\"x\"}");
    assertThat(files.badLines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"running, 1", "load, hot", "serial, 1.5", "serial, x", "ts, 2026-01-31T12:00:00Z"})
  void refusesATextThatIsNoneOfItsColumn(String column, String text) throws IOException {
    String header = column.equals("ts") ? "machine,ts\n" : "machine,ts," + column + "\n";
    files.replay("a.csv", header + (column.equals("ts") ? "m," : "m,0,") + text + "\n");
    assertThat(files.badLines())
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(2L, "wrong-type"));
  }

  @Test
  void countsFieldsThatAreNotTheMappings() throws IOException {
    files.replay("a.csv", "ts,machine,x,y\n0,m,1,2\n0,m,,2\nbad,m,1,2\n");
    assertThat(files.totals()).containsExactly(new ReplayListener.Totals(2, 1, 3));
  }

  @Test
  void sendsAMessageOfManyRowsOrNoneByteForByte() throws IOException {
    String two = "{\"device\":\"m\", \"readings\":[{\"time\":1},{\"time\":2}]}";
    String none = "{\"device\":\"m\",\"readings\":[]}";
    String bad = "{\"device\":\"m\",\"readings\":[{\"time\":1},{\"time\":\"x\"}]}";
    try (ReplaySource source = arrays.open("a.ndjson", String.join("\n", two, none, bad))) {
      assertThat(messages(source))
          .extracting(ReplayedFiles::key, ReplayedFiles::text)
          .containsExactly(tuple("m", two), tuple(null, none));
    }
    assertThat(arrays.badLines())
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(3L, "wrong-type"));
  }

  @Test
  void refusesCsvForAMappingWithEach() {
    assertThatThrownBy(() -> arrays.open("a.csv", "time,machine\n0,m\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--replay")
        .hasMessageContaining("each");
  }

  @Test
  void takesArraysAsTheLinesOfAFileWhereAMessageIsAnArray(@TempDir Path folder) throws IOException {
    ReplayedFiles packs =
        new ReplayedFiles(
            folder,
            MappingFile.parse(
                "packs.yaml",
                "{table: t, time: t, each: '', columns: {t: {type: timestamptz, format: epoch-s}}}"));
    String lines = "[{\"t\":1},{\"t\":2}]\n[{\"t\":3}]\n";
    assertThat(packs.replay("packs.ndjson", lines))
        .containsExactlyElementsOf(lines.lines().toList());
    assertThat(packs.replay("packs.json", "[" + lines.trim().replace('\n', ',') + "]"))
        .containsExactlyElementsOf(lines.lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"$key", "$header:site"})
  void refusesAMappingWithARequiredColumnThatOnlyARecordHas(String source, @TempDir Path folder) {
    String text =
        "{table: t, time: t, key: k, columns: {t: {type: timestamptz, format: epoch-s}, k: {from: '%s', type: text}}}"
            .formatted(source);
    ReplayedFiles keyed = new ReplayedFiles(folder, MappingFile.parse("test.yaml", text));
    assertThatThrownBy(() -> keyed.open("a.ndjson", "{\"t\":1}\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(source);
  }
}

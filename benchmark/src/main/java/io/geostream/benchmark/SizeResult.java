package io.geostream.benchmark;

import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.TextTable;
import io.geostream.benchmark.stage.TableSpace.Room;
import java.util.List;

/**
 * What came of {@code size}; its components are the fields of the JSON.
 *
 * @param at when it began, ISO-8601
 */
record SizeResult(
    String at,
    Machine machine,
    String database,
    long readings,
    int locations,
    List<Measured> modes) {

  /**
   * One write mode.
   *
   * @param bytesAsWritten of a reading, with its share of the indexes
   * @param bytesAfterPolicy likewise, once the columnstore's policy has run
   */
  record Measured(
      String writeMode,
      double bytesAsWritten,
      double bytesAfterPolicy,
      Room asWritten,
      Room afterPolicy) {

    static Measured of(String mode, long readings, Room asWritten, Room afterPolicy) {
      return new Measured(
          mode,
          asWritten.bytes() / (double) readings,
          afterPolicy.bytes() / (double) readings,
          asWritten,
          afterPolicy);
    }
  }

  /** For people. */
  List<String> table() {
    TextTable table =
        new TextTable("bytes of a reading", "as written", "of it indexes", "after the policy");
    modes.forEach(
        mode ->
            table.add(
                List.of(
                    mode.writeMode(),
                    Figures.tenths(mode.bytesAsWritten()),
                    Figures.tenths(mode.asWritten().indexes() / (double) readings),
                    Figures.tenths(mode.bytesAfterPolicy()))));
    return table.lines();
  }
}

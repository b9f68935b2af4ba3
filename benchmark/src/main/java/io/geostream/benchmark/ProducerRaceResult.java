package io.geostream.benchmark;

import io.geostream.benchmark.measure.Statistics;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the producers' race gave; its components are fields of the JSON.
 *
 * @param at when it began
 * @param kafka the version of the broker and of our client
 * @param readings how many each run sent
 * @param ours which of the contenders is set in relation to the others
 * @param medians of each figure, by contender
 * @param runs by contender
 */
record ProducerRaceResult(
    String at,
    Machine machine,
    String kafka,
    long readings,
    String ours,
    Map<String, ProducerRaceRun> medians,
    Map<String, List<ProducerRaceRun>> runs) {

  /** Takes the medians of the runs. */
  static ProducerRaceResult of(
      String at,
      Machine machine,
      String kafka,
      long readings,
      String ours,
      Map<String, List<ProducerRaceRun>> runs) {
    Map<String, ProducerRaceRun> medians = new LinkedHashMap<>();
    runs.forEach((name, all) -> medians.put(name, median(all)));
    return new ProducerRaceResult(at, machine, kafka, readings, ours, medians, runs);
  }

  private static ProducerRaceRun median(List<ProducerRaceRun> runs) {
    return new ProducerRaceRun(
        Statistics.median(runs, ProducerRaceRun::recordsPerSecond),
        Statistics.median(runs, ProducerRaceRun::producerMicros),
        Statistics.median(runs, ProducerRaceRun::brokerMicros));
  }

  /** The medians. */
  TextTable table() {
    TextTable table = new TextTable("producer", "records/s", "µs producer", "µs broker");
    medians.forEach(
        (name, median) ->
            table.add(
                List.of(
                    name,
                    Figures.whole(median.recordsPerSecond()),
                    Figures.fine(median.producerMicros()),
                    Figures.fine(median.brokerMicros()))));
    return table;
  }

  /** Ours by each of the others, a line each. */
  List<String> ratios() {
    double own = Objects.requireNonNull(medians.get(ours), "ours took part").recordsPerSecond();
    List<String> lines = new ArrayList<>();
    medians.forEach(
        (name, median) -> {
          if (!name.equals(ours)) {
            String ratio = Figures.ratio(own, median.recordsPerSecond());
            lines.add("%s ÷ %s = %s".formatted(ours, name, ratio));
          }
        });
    return lines;
  }
}

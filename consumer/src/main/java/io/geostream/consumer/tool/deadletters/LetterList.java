package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.StopSignal;
import io.geostream.common.progress.ProgressReport;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.tool.report.ReportSettings.Format;
import io.geostream.consumer.tool.report.Stdout;
import java.io.IOException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints letters as they are read: there may be any number of them. */
final class LetterList {

  private static final Logger log = LoggerFactory.getLogger(LetterList.class);

  private final LetterClients clients;
  private final String topic;
  private final PrintWriter out;
  private final LetterTable table;
  private final ProgressReport.Factory reports;
  private long listed;

  /**
   * @param reports where progress is shown; not where the letters are printed
   */
  LetterList(
      LetterClients clients,
      String topic,
      PrintWriter out,
      Format format,
      ProgressReport.Factory reports) {
    this.clients = clients;
    this.topic = topic;
    this.out = out;
    this.table = new LetterTable(format, out);
    this.reports = reports;
  }

  /** Prints the letters that pass the filter, and how many they are. */
  void print(LetterFilter filter, long limit, StopSignal stop) throws IOException {
    TopicInfo info = clients.topics().describe(topic);
    if (info == null) {
      log.info("no letters: there is no topic {}; the first letter makes it", topic);
      return;
    }
    clients
        .letters(topic)
        .read(
            info,
            filter,
            letter -> takes(letter, limit),
            reports,
            () -> listed + " of them listed");
    Stdout.refuseLoss(out);
    log.info("{} letters listed{}", listed, stop.isRequested() ? ", stopped before the end" : "");
  }

  private boolean takes(Letter letter, long limit) {
    table.print(letter);
    listed++;
    return listed < limit && !out.checkError();
  }
}

package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.StopSignal;
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
  private long listed;

  LetterList(LetterClients clients, String topic, PrintWriter out, Format format) {
    this.clients = clients;
    this.topic = topic;
    this.out = out;
    this.table = new LetterTable(format, out);
  }

  /** Prints the letters that pass the filter, and how many they are. */
  void print(LetterFilter filter, long limit, StopSignal stop) throws IOException {
    TopicInfo info = clients.find(topic);
    if (info == null) {
      return;
    }
    clients.read(
        topic, info, filter, letter -> takes(letter, limit), () -> listed + " of them listed");
    Stdout.refuseLoss(out);
    log.info("{} letters listed{}", listed, stop.isRequested() ? ", stopped before the end" : "");
  }

  private boolean takes(Letter letter, long limit) {
    table.print(letter);
    listed++;
    return listed < limit && !out.checkError();
  }
}

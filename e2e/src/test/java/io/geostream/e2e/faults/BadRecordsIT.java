package io.geostream.e2e.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import org.junit.jupiter.api.Test;

/** Records that are no readings, and readings in unusual records. */
@FaultScenario
final class BadRecordsIT {

  /** What a producer and a broker take by default, without the record's own overhead. */
  private static final int LARGEST_VALUE = (1 << 20) - 87;

  @Test
  void badRecordsAloneFirstLastAndAllThroughABatchAreDeadLetters(Scenario scenario)
      throws Exception {
    int many = scenario.scaled(600);
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender sender = Sender.of(pipeline)) {
      sender.into(0).sendBadRecords(many);
      scenario.injectedIntoData();
      sender.into(1).sendBadRecords(7).send(many);
      scenario.injectedIntoData();
      sender.into(2).send(many).sendBadRecords(7);
      scenario.injectedIntoData();
      sender.into(3).mixing(1, BadRecord::of).send(many);
      scenario.injectedIntoData();
      KnownSet sent = sender.stop();
      // As many workers as partitions: no batch has records of two.
      try (Program drain = pipeline.consumer("drain", "--drain", "--workers", "4")) {
        drain.succeeds();
      }

      new Stored(pipeline).awaitAll(sent);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  @Test
  void unknownFieldsMissingKeysAndTheLargestRecordsChangeNothing(Scenario scenario)
      throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        Program consumer = pipeline.consumer("consumer", "--workers", "1");
        Sender sender = Sender.of(pipeline)) {
      for (int time = 1; time <= scenario.scaled(3); time++) {
        sender
            .send(100)
            .sendWithoutKey(
                json -> with(json, "\"station\":{\"temperature\":[1]},\"Humidity\":\"\""))
            .sendWithoutKey(json -> with(json, padding(LARGEST_VALUE - json.length)))
            .send(BadRecord.bare("no key", "not-json"))
            .send(BadRecord.bare("x".repeat(LARGEST_VALUE), "not-json"));
        scenario.injectedIntoData();
        scenario.injectedIntoData();
      }
      KnownSet sent = sender.stop();
      new Stored(pipeline).awaitAll(sent);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      assertThat(consumer.metric("geostream_ignored_fields_total"))
          .isEqualTo(scenario.scaled(3) * 3);
      consumer.stopsOnSigterm();
    }
  }

  /** The same reading with more fields. */
  private static byte[] with(byte[] json, String fields) {
    String text = new String(json, UTF_8);
    return (text.substring(0, text.length() - 1) + "," + fields + "}").getBytes(UTF_8);
  }

  /** A field that makes a message so much longer, its comma included. */
  private static String padding(int length) {
    String frame = "\"padding\":\"\"";
    return "\"padding\":\"" + "x".repeat(length - frame.length() - 1) + "\"";
  }
}

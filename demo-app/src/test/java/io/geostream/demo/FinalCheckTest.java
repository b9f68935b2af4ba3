package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.demo.actions.BadRecordSender;
import org.junit.jupiter.api.Test;

class FinalCheckTest {

  private static final BadRecordSender.Sent NONE = new BadRecordSender.Sent(0, 0);

  @Test
  void agreesWhenEachAcknowledgedReadingIsARowOrADeadLetter() {
    assertAgrees(check(100, 0, 100, 0, 100));
    assertAgrees(check(100, 0, 97, 3, 100));
  }

  @Test
  void agreesWhenAReadingWithoutAnAnswerIsThereOrNot() {
    assertAgrees(check(100, 2, 100, 0, 100));
    assertAgrees(check(100, 2, 101, 0, 101));
    assertAgrees(check(100, 2, 102, 0, 102));
    assertFails(check(100, 2, 103, 0, 103), "1 rows too many");
  }

  @Test
  void saysHowManyReadingsAreMissing() {
    assertFails(check(10_000, 0, 8_765, 0, 8_765), "1,235 acknowledged readings are missing");
    assertFails(check(100, 0, 99, 0, 100), "1 acknowledged readings are missing");
  }

  @Test
  void saysHowManyRowsAreTooMany() {
    assertFails(check(100, 0, 107, 0, 100), "7 rows too many.");
  }

  @Test
  void suspectsAnotherWriterInAGivenDatabaseOnly() {
    FinalCheck given = new FinalCheck(new ProducerReport(100, 0, 0), NONE, 107, 0, 100, false);

    assertFails(given, "7 rows too many; does another program write into this table?");
  }

  @Test
  void failsWhenTheOffsetsAndTheRowsDisagree() {
    assertFails(check(100, 2, 102, 0, 100), "the stored offsets and the rows do not agree");
  }

  @Test
  void agreesWhenEachBadRecordFromThePageIsADeadLetter() {
    assertAgrees(checkWithBadRecords(48, 0, 48, 148));
    assertAgrees(checkWithBadRecords(47, 1, 47, 147));
    assertAgrees(checkWithBadRecords(47, 1, 48, 148));
  }

  @Test
  void saysHowManyBadRecordsFromThePageAreMissing() {
    assertFails(
        checkWithBadRecords(48, 0, 47, 147), "1 acknowledged readings or bad records are missing");
    assertFails(checkWithBadRecords(48, 0, 49, 149), "1 rows too many");
  }

  @Test
  void failsWhenABadRecordBecameARow() {
    FinalCheck check =
        new FinalCheck(
            new ProducerReport(100, 0, 0), new BadRecordSender.Sent(48, 0), 101, 47, 148, true);

    assertFails(check, "1 bad records are no dead letters");
  }

  private static FinalCheck checkWithBadRecords(
      long acknowledged, long unanswered, long deadLetters, long consumed) {
    return new FinalCheck(
        new ProducerReport(100, 0, 0),
        new BadRecordSender.Sent(acknowledged, unanswered),
        100,
        deadLetters,
        consumed,
        true);
  }

  @Test
  void failsWhenNothingWasAcknowledged() {
    assertFails(check(0, 0, 0, 0, 0), "no reading was acknowledged");
  }

  @Test
  void readsTheLastReportInTheLog() {
    assertThat(
            ProducerReport.in(
                """
                INFO - acknowledged 1 readings, failed 0, unacknowledged 9
                INFO - acknowledged 12345 readings, failed 2, unacknowledged 1
                """))
        .isEqualTo(new ProducerReport(12_345, 2, 1));
  }

  @Test
  void refusesALogWithoutAReport() {
    assertThatThrownBy(() -> ProducerReport.in("INFO - publishing"))
        .isInstanceOf(DemoException.class);
  }

  private static FinalCheck check(
      long acknowledged, long unacknowledged, long rows, long deadLetters, long consumed) {
    return new FinalCheck(
        new ProducerReport(acknowledged, 0, unacknowledged),
        NONE,
        rows,
        deadLetters,
        consumed,
        true);
  }

  private static void assertAgrees(FinalCheck check) {
    assertThat(check.agrees()).as("%s", check).isTrue();
    assertThat(check.lines()).last().isEqualTo("OK: the counts agree.");
  }

  private static void assertFails(FinalCheck check, String reason) {
    assertThat(check.agrees()).as("%s", check).isFalse();
    assertThat(check.lines()).last().asString().startsWith("FAILED: ").contains(reason);
  }
}

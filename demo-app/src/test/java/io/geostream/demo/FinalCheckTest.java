package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FinalCheckTest {

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
    FinalCheck given = new FinalCheck(new ProducerReport(100, 0, 0), 107, 0, 100, false);

    assertFails(given, "7 rows too many; does another program write into this table?");
  }

  @Test
  void failsWhenTheOffsetsAndTheRowsDisagree() {
    assertFails(check(100, 2, 102, 0, 100), "the stored offsets and the rows do not agree");
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
        new ProducerReport(acknowledged, 0, unacknowledged), rows, deadLetters, consumed, true);
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

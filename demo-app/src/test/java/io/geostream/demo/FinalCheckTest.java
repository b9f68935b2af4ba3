package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FinalCheckTest {

  @Test
  void agreesWhenEachRecordIsARowOrADeadLetter() {
    assertAgrees(check(100, 100, 0, 100));
    assertAgrees(check(100, 97, 3, 100));
  }

  @Test
  void agreesWhenTheTopicHasMoreThanWasKnownToBeAcknowledged() {
    assertAgrees(new FinalCheck(98, 100, 0, 100, 0, 100, true));
  }

  @Test
  void saysHowManyRecordsKafkaLost() {
    assertFails(
        new FinalCheck(102, 100, 0, 100, 0, 100, true), "Kafka has lost 2 acknowledged records");
  }

  @Test
  void saysHowManyRecordsAreMissing() {
    assertFails(check(10_000, 8_765, 0, 8_765), "1,235 records are missing");
    assertFails(check(100, 99, 0, 100), "1 records are missing");
  }

  @Test
  void saysHowManyRowsAreTooMany() {
    assertFails(check(100, 107, 0, 100), "7 rows too many.");
  }

  @Test
  void suspectsAnotherWriterInAGivenDatabaseOnly() {
    assertFails(
        new FinalCheck(100, 100, 0, 107, 0, 100, false),
        "7 rows too many; does another program write into this table?");
  }

  @Test
  void failsWhenTheOffsetsAndTheRowsDisagree() {
    assertFails(check(102, 102, 0, 100), "the stored offsets and the rows do not agree");
  }

  @Test
  void failsWhenABadRecordBecameARow() {
    assertAgrees(new FinalCheck(148, 148, 48, 100, 48, 148, true));
    assertFails(
        new FinalCheck(148, 148, 48, 101, 47, 148, true), "1 bad records are no dead letters");
  }

  @Test
  void failsWhenNothingWasAcknowledged() {
    assertFails(check(0, 0, 0, 0), "no reading was acknowledged");
  }

  private static FinalCheck check(long records, long rows, long deadLetters, long consumed) {
    return new FinalCheck(records, records, 0, rows, deadLetters, consumed, true);
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

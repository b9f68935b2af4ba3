package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.demo.page.EventLog.Event;
import io.geostream.demo.page.EventLog.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFinderTest {

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final EventLog log = new EventLog();
  private final EventFinder finder = new EventFinder(log);

  @Test
  void makesOneEventOfManyBatches() {
    look(0, Flows.of(5, 100, 10, false, 0));
    look(1, Flows.of(5, 200, 20, false, 0));
    look(2, Flows.of(5, 300, 25, false, 0));

    assertThat(log.all())
        .extracting(Event::text)
        .containsExactly("200 rows committed in 15 batches, 13 rows each");
  }

  @Test
  void tellsAnOutageFromItsBeginningUntilAllIsCaughtUp() {
    look(0, Flows.of(5, 100, 10, false, 0));
    look(1, Flows.of(100, 100, 10, true, 0));
    look(16, Flows.of(1_600, 100, 10, true, 0));
    look(17, Flows.of(900, 900, 11, false, 0));
    look(19, Flows.of(20, 2_000, 12, false, 0));

    assertThat(texts(Kind.OUTAGE)).singleElement().asString().contains("The database is away");
    assertThat(texts(Kind.RECOVERY))
        .containsExactly(
            "The consumer writes again, after 16 s; up to 1,600 readings waited in Kafka",
            "Caught up, 2 s after that");
  }

  @Test
  void takesThePagesOwnConnectionForAnOutageWhereTheConsumerDoesNotTell() {
    finder.look(START, Flows.UNKNOWN, true);
    finder.look(START.plusSeconds(1), Flows.UNKNOWN, false);

    assertThat(texts(Kind.OUTAGE)).hasSize(1);
  }

  @Test
  void countsNewDeadLettersByTheirReason() {
    look(0, Flows.of(5, 100, 10, false, 2));
    look(1, Flows.of(5, 100, 10, false, 2));
    look(2, Flows.of(5, 100, 10, false, 9));

    assertThat(texts(Kind.BAD_RECORDS))
        .containsExactly("7 bad records set aside as dead letters: not-json 7");
  }

  private void look(int second, Flow flow) {
    finder.look(START.plusSeconds(second), flow, true);
  }

  private List<String> texts(Kind kind) {
    return log.all().stream().filter(it -> it.kind() == kind).map(Event::text).toList();
  }
}

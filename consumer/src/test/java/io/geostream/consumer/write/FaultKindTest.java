package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultKindTest {

  @ParameterizedTest
  @CsvSource({
    // connection failure, server shut down, starting up, terminated by an administrator
    "08006, TRANSIENT",
    "57P01, TRANSIENT",
    "57P03, TRANSIENT",
    "08001, TRANSIENT",
    // deadlock, serialization, lock not available, read-only, I/O error, internal, too many
    // connections
    "40P01, TRANSIENT",
    "40001, TRANSIENT",
    "55P03, TRANSIENT",
    "25006, TRANSIENT",
    "58030, TRANSIENT",
    "XX000, TRANSIENT",
    "53300, TRANSIENT",
    // disk full, out of memory, statement too complex, out of locks, cancelled
    "53100, TOO_MUCH",
    "53200, TOO_MUCH",
    "54001, TOO_MUCH",
    "57014, TOO_MUCH",
    // out of range, check, unique, foreign key, bad text
    "22003, DATA",
    "23514, DATA",
    "23505, DATA",
    "23503, DATA",
    "22021, DATA",
    // a protocol violation: bytes that do not fit a column, or a pooler without a server
    "08P01, DATA",
    // the shape: NOT NULL, bad binary representation, bad COPY format
    "23502, FATAL",
    "22P03, FATAL",
    "22P04, FATAL",
    // no table, no column, no rights, wrong password, no database, unsupported, unknown
    "42P01, FATAL",
    "42703, FATAL",
    "42501, FATAL",
    "28P01, FATAL",
    "3D000, FATAL",
    "0A000, FATAL",
    "ZZ999, FATAL",
  })
  void tellsSqlStates(String state, FaultKind kind) {
    assertThat(FaultKind.of(new SQLException("x", state))).isEqualTo(kind);
  }

  @Test
  void blamesARowOnlyIfThereIsOne() {
    SQLException noServer = new SQLException("a pooler without a server", "08P01");
    assertThat(FaultKind.ofWriting(1, noServer)).isEqualTo(FaultKind.DATA);
    assertThat(FaultKind.ofWriting(0, noServer)).isEqualTo(FaultKind.TRANSIENT);
    assertThat(FaultKind.ofWriting(0, new SQLTransientConnectionException("timed out", noServer)))
        .isEqualTo(FaultKind.TRANSIENT);
  }

  @Test
  void blamesTheOneRowForWhatIsTooMuchForTheServerWithItAlone() {
    SQLException indexRow = new SQLException("index row size exceeds maximum", "54000");
    assertThat(FaultKind.ofWriting(2, indexRow)).isEqualTo(FaultKind.TOO_MUCH);
    assertThat(FaultKind.ofWriting(1, indexRow)).isEqualTo(FaultKind.DATA);
    assertThat(FaultKind.ofWriting(1, new SQLException("disk full", "53100")))
        .isEqualTo(FaultKind.TOO_MUCH);
  }

  @Test
  void looksThroughThePoolsTimeOutAtItsCause() {
    SQLException password = new SQLException("wrong password", "28P01");
    assertThat(FaultKind.of(new SQLTransientConnectionException("timed out", password)))
        .isEqualTo(FaultKind.FATAL);
    assertThat(FaultKind.of(new SQLTransientConnectionException("timed out")))
        .isEqualTo(FaultKind.TRANSIENT);
    assertThat(FaultKind.of(new SQLException("broken pipe", null, new EOFException())))
        .isEqualTo(FaultKind.TRANSIENT);
  }

  @Test
  void takesAStatementThatIsNotAnsweredForTooMuchButNotAServerThatCannotBeReached() {
    SocketTimeoutException timeOut = new SocketTimeoutException("Read timed out");
    assertThat(FaultKind.of(new SQLException("no answer", "08006", timeOut)))
        .isEqualTo(FaultKind.TOO_MUCH);
    assertThat(FaultKind.of(new SQLException("no connection", "08001", timeOut)))
        .isEqualTo(FaultKind.TRANSIENT);
  }

  @Test
  void takesABrokerThatFailsOrRefusesWhatItHadAcceptedForAnOutage() {
    for (KafkaException fault :
        List.of(
            new UnknownServerException("a defect of the broker"),
            new BrokerNotAvailableException("it restarts"),
            new SaslAuthenticationException("it has not loaded the users yet"),
            new SslAuthenticationException("its certificate is being changed"))) {
      assertThat(FaultKind.of(fault)).as(fault.toString()).isEqualTo(FaultKind.TRANSIENT);
    }
  }

  @Test
  void takesAnAbsentBrokerForAnOutageAndAMissingRightForFatal() {
    assertThat(FaultKind.of(new TimeoutException("no answer"))).isEqualTo(FaultKind.TRANSIENT);
    assertThat(FaultKind.of(new KafkaException(new TimeoutException("no answer"))))
        .isEqualTo(FaultKind.TRANSIENT);
    assertThat(FaultKind.of(new TopicAuthorizationException("no"))).isEqualTo(FaultKind.FATAL);
    assertThat(FaultKind.of(new GroupAuthorizationException("no"))).isEqualTo(FaultKind.FATAL);
    assertThat(FaultKind.of(new IllegalStateException("a bug"))).isEqualTo(FaultKind.FATAL);
  }
}

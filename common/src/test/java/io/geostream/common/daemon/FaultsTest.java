package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void tellsTheCausesInOneLineEachOnce() {
    IOException cause = new IOException("connection\n  refused\r\n");
    assertThat(Faults.oneLine(new IllegalStateException("cannot start", cause)))
        .isEqualTo("cannot start: connection refused");
    assertThat(Faults.oneLine(new UncheckedIOException(new IOException("refused"))))
        .isEqualTo("java.io.IOException: refused");
  }

  @Test
  void namesAFaultWithoutAMessageByItsKind() {
    assertThat(Faults.oneLine(new IllegalStateException())).isEqualTo("IllegalStateException");
  }

  @Test
  void saysOfAHostThatItCannotBeResolved() {
    assertThat(Faults.oneLine(new IllegalStateException("no", new UnknownHostException("db"))))
        .contains("resolve", "db");
  }
}

package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

final class CausesTest {

  private final EOFException inner = new EOFException();
  private final UncheckedIOException outer = new UncheckedIOException(inner);

  @Test
  void areTheFaultAndWhatCausedIt() {
    assertThat(Causes.of(outer)).containsExactly(outer, inner);
    assertThat(Causes.of(null)).isEmpty();
    assertThat(Causes.any(outer, EOFException.class::isInstance)).isTrue();
    assertThat(Causes.any(inner, UncheckedIOException.class::isInstance)).isFalse();
  }

  @Test
  void endThoughTheyFormACircle() {
    inner.initCause(outer);
    assertThat(Causes.of(outer)).hasSize(10);
    assertThat(Causes.any(outer, IllegalStateException.class::isInstance)).isFalse();
    assertThat(Faults.oneLine(new IOException("lost", outer))).startsWith("lost");
  }
}

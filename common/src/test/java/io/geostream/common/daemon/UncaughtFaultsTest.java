package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UncaughtFaultsTest {

  /** Otherwise this JVM would be halted, with a line that blames the memory. */
  @Test
  void aListenerThatFailsIsNotTakenForALackOfMemory() {
    StopSignal stop = new StopSignal();
    IllegalStateException failing = new IllegalStateException("a defect of a listener");
    stop.onRequest(
        () -> {
          throw failing;
        });
    UncaughtFaults faults = new UncaughtFaults(stop);
    assertThatThrownBy(
            () -> faults.uncaughtException(Thread.currentThread(), new AssertionError("first")))
        .isSameAs(failing);
    assertThat(stop.fault()).hasRootCauseMessage("first");
  }
}

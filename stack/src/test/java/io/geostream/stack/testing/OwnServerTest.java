package io.geostream.stack.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class OwnServerTest {
  private final String before = System.getProperty(DatabaseProperty.NAME, "");

  @BeforeEach
  void selectADatabaseInUse() {
    System.setProperty(DatabaseProperty.NAME, "postgres://db/in_use");
  }

  @AfterEach
  void selectAsBefore() {
    System.setProperty(DatabaseProperty.NAME, before);
  }

  @Test
  void skipsATestThatWouldBreakADatabaseInUse() {
    assertThatThrownBy(OwnServer::start)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void refusesASecretInTheProperty() {
    System.setProperty(DatabaseProperty.NAME, "postgres://me:hush@db/in_use");
    assertThatThrownBy(OwnServer::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("-Ddatabase")
        .hasMessageNotContaining("hush");
  }
}

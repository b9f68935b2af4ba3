package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.geostream.common.settings.LoggingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

class LoggingTest {

  private static final String FALSE_ALARMS = "org.apache.kafka.clients.NetworkClient";

  @AfterEach
  void reset() {
    new Logging().configure((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "WARN", "INFO"})
  void librariesAreQuietBelowDebug(String level) {
    configure(level);
    assertThat(LoggerFactory.getLogger(FALSE_ALARMS).isErrorEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("org.postgresql").isErrorEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("org.apache.kafka").isWarnEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("io.geostream").isErrorEnabled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEBUG", "TRACE"})
  void librariesSpeakAtDebug(String level) {
    configure(level);
    assertThat(LoggerFactory.getLogger(FALSE_ALARMS).isDebugEnabled()).isTrue();
  }

  @Test
  void theDriversLoginsAreNotTraced() {
    configure("TRACE");
    assertThat(LoggerFactory.getLogger("org.postgresql.core.v3.ConnectionFactoryImpl"))
        .matches(logins -> logins.isDebugEnabled() && !logins.isTraceEnabled());
    assertThat(LoggerFactory.getLogger("org.postgresql").isTraceEnabled()).isTrue();
  }

  private static void configure(String level) {
    LoggingSettings settings = new LoggingSettings();
    new CommandLine(settings).parseArgs("--log-level", level);
    Logging.configure(settings);
  }
}

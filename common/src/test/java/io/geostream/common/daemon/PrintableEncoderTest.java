package io.geostream.common.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.geostream.common.text.Printable;
import org.junit.jupiter.api.Test;

class PrintableEncoderTest {

  /** Ends lines as Windows does. */
  private static final class WindowsLines extends EncoderBase<ILoggingEvent> {
    @Override
    public byte[] headerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
      return "a\r\n\tb\rc\r\n".getBytes(UTF_8);
    }

    @Override
    public byte[] footerBytes() {
      return new byte[0];
    }
  }

  @Test
  void linesOfWindowsStayLines() {
    PrintableEncoder encoder = new PrintableEncoder(new WindowsLines(), Printable::lines);
    assertThat(new String(encoder.encode(new LoggingEvent()), UTF_8)).isEqualTo("a\n\tb\ufffdc\n");
  }
}

package io.geostream.common.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import io.geostream.common.progress.ProgressReport;
import java.util.function.UnaryOperator;

/** Log lines in which foreign data cannot control a terminal, whatever their encoding. */
final class PrintableEncoder extends EncoderBase<ILoggingEvent> {

  private final Encoder<ILoggingEvent> encoder;
  private final UnaryOperator<String> printable;

  /**
   * @param encoder is started, and writes UTF-8
   * @param printable what makes its text printable
   */
  PrintableEncoder(Encoder<ILoggingEvent> encoder, UnaryOperator<String> printable) {
    this.encoder = encoder;
    this.printable = printable;
    start();
  }

  @Override
  public byte[] headerBytes() {
    return encoder.headerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ProgressReport.clearBar(); // the line takes its place
    String text = new String(encoder.encode(event), UTF_8).replace("\r\n", "\n"); // of Windows
    return printable.apply(text).getBytes(UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return encoder.footerBytes();
  }
}

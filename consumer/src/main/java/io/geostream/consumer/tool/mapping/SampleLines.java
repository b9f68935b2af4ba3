package io.geostream.consumer.tool.mapping;

import io.geostream.common.daemon.StopSignal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads messages, one a line; blank lines are skipped. */
final class SampleLines implements AutoCloseable {

  /** More than a message may have; longer lines are cut here. */
  private static final int MOST_BYTES = 16 << 20;

  private final InputStream in;
  private long number;

  SampleLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The number of the last line, from 1. */
  long number() {
    return number;
  }

  /** Hands the lines over, each as its bytes, until a stop is requested. */
  void forEach(StopSignal stop, Consumer<byte[]> visitor) throws IOException {
    for (byte[] line = next(); line != null && !stop.isRequested(); line = next()) {
      visitor.accept(line);
    }
  }

  private byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0) {
      number++;
      boolean blank = true;
      for (line.reset(); b >= 0 && b != '\n'; b = in.read()) {
        blank &= b == ' ' || b == '\t' || b == '\r';
        if (line.size() < MOST_BYTES) {
          line.write(b);
        }
      }
      if (!blank) {
        return line.toByteArray();
      }
      b = in.read();
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package io.geostream.producer.replay;

import java.io.IOException;
import java.io.InputStream;

/** A file as it is. */
final class PlainInput extends FileContent {

  private final InputStream in;
  private long taken;

  PlainInput(InputStream in) {
    this.in = in;
  }

  @Override
  long taken() {
    return taken;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    taken += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    int read = in.read(to, from, length);
    taken += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

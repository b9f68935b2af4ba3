package io.geostream.consumer.tool.report;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where results go. */
public final class Stdout {

  private Stdout() {}

  /** The standard output in UTF-8, whatever the platform's own encoding is. */
  public static PrintWriter open() {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)));
  }

  /**
   * A disk that is full, or a reader that has gone, is not passed over in silence.
   *
   * @throws IOException if something of what was printed is lost
   */
  public static void refuseLoss(PrintWriter out) throws IOException {
    if (out.checkError()) {
      throw new IOException("stdout takes no more: not all that was found is written");
    }
  }
}

package io.geostream.consumer.letters;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where results go. */
final class Stdout {

  private Stdout() {}

  /** The standard output in UTF-8, whatever the platform's own encoding is. */
  static PrintWriter open() {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)));
  }

  /** A disk that is full, or a reader that has gone, is not passed over in silence. */
  static void refuseLoss(PrintWriter out) throws ToolException {
    if (out.checkError()) {
      throw new ToolException("stdout takes no more: not all that was found is written");
    }
  }
}

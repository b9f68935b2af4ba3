package io.geostream.producer.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.HexFormat;

/** Looks at a file's first bytes, and unpacks what gzip has packed. */
final class Unpacking {

  private static final int MAGIC_BYTES = 4;

  private Unpacking() {}

  /**
   * The file's content.
   *
   * @throws FormatException if it is neither text in UTF-8 nor gzip's
   */
  static FileContent of(InputStream file) throws IOException {
    PushbackInputStream in = new PushbackInputStream(file, MAGIC_BYTES);
    byte[] first = in.readNBytes(MAGIC_BYTES);
    in.unread(first);
    String magic = HexFormat.of().formatHex(first);
    if (magic.startsWith("1f8b")) {
      return new GzipInput(in);
    }
    if (magic.startsWith("504b0304")) {
      throw new FormatException("is a ZIP archive or a spreadsheet: unpack it, or save it as CSV");
    }
    if (magic.startsWith("fffe") || magic.startsWith("feff")) {
      throw new FormatException("is UTF-16: save it as UTF-8");
    }
    return new PlainInput(in);
  }
}

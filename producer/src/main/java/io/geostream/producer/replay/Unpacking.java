package io.geostream.producer.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Looks at a file's first bytes, and unpacks what gzip has packed. */
final class Unpacking {

  private static final int MAGIC_BYTES = 4;
  private static final int BUFFER = 1 << 16;

  private Unpacking() {}

  /**
   * The file's content.
   *
   * @throws FormatException if it is neither text in UTF-8 nor gzip's
   */
  static InputStream of(InputStream file) throws IOException {
    PatientInput in = new PatientInput(file);
    byte[] first = in.readNBytes(MAGIC_BYTES);
    in.unread(first);
    String magic = HexFormat.of().formatHex(first);
    if (magic.startsWith("1f8b")) {
      return new GZIPInputStream(in, BUFFER);
    }
    if (magic.startsWith("504b0304")) {
      throw new FormatException("is a ZIP archive or a spreadsheet: unpack it, or save it as CSV");
    }
    if (magic.startsWith("fffe") || magic.startsWith("feff")) {
      throw new FormatException("is UTF-16: save it as UTF-8");
    }
    return in;
  }

  /**
   * What {@link GZIPInputStream} needs to see that another member follows: it takes what is not
   * available yet for the end of the file.
   */
  private static final class PatientInput extends PushbackInputStream {

    PatientInput(InputStream in) {
      super(in, MAGIC_BYTES);
    }

    /** Waits; 0 only at the end. */
    @Override
    public int available() throws IOException {
      int available = super.available();
      if (available > 0) {
        return available;
      }
      int next = read();
      if (next < 0) {
        return 0;
      }
      unread(next);
      return 1;
    }
  }
}

package io.geostream.common.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many bytes the rows of a message have in PostgreSQL's binary COPY format. */
final class EncodedSize {

  private static final int MOST_BYTES = 16 << 20;

  /** Before the values of a row: their number. */
  private static final int ROW_BYTES = Short.BYTES;

  /** Before each value: its length, which is also there for a NULL. */
  private static final int LENGTH_BYTES = Integer.BYTES;

  private final int[] widths;
  private final long mostFixed;

  EncodedSize(Plan plan) {
    widths = Arrays.stream(plan.forms()).mapToInt(DecodedRows.Form::width).toArray();
    long fixed = ROW_BYTES;
    for (int width : widths) {
      fixed += LENGTH_BYTES + width;
    }
    mostFixed = fixed;
  }

  /** The fault that the rows of a message are too large, or null. */
  @Nullable BadRecord fault(DecodedRows rows) {
    long most = mostFixed + (long) rows.longest() * widths.length;
    if (most * rows.count() <= MOST_BYTES) {
      return null; // without a look at each value
    }
    long bytes = 0;
    for (int row = 0; row < rows.count(); row++) {
      bytes += of(rows, row);
    }
    return bytes <= MOST_BYTES
        ? null
        : new BadRecord(
            ErrorCode.TOO_LARGE,
            rows.count() + " rows of " + bytes + " bytes, at most " + MOST_BYTES + " are written");
  }

  private long of(DecodedRows rows, int row) {
    long bytes = ROW_BYTES + (long) LENGTH_BYTES * widths.length + rows.referredBytes(row);
    for (long left = rows.present(row); left != 0; left &= left - 1) {
      bytes += widths[Long.numberOfTrailingZeros(left)];
    }
    return bytes;
  }
}

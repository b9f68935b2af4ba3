package io.geostream.common.decode;

import io.geostream.common.mapping.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is decided once all values of a message are read: values in place of missing ones, what must
 * be there, and how large its rows are.
 */
final class Completion {

  private static final int MOST_BYTES = 16 << 20;

  /** Of a row and of each of its values: their lengths in COPY's format, or more. */
  private static final int ROW_BYTES = 2;

  private static final int VALUE_BYTES = 13;

  private final Plan plan;
  private final List<String> anyOfNames;
  private final int[] requiredInFileOrder;
  private final long required;
  private final long anyOf;
  private final Fallbacks fallbacks;
  private final long ofBytes;

  Completion(Mapping mapping, Plan plan, Fallbacks fallbacks) {
    this.plan = plan;
    this.fallbacks = fallbacks;
    this.anyOfNames = mapping.anyOf();
    this.requiredInFileOrder =
        mapping.columns().stream()
            .filter(column -> column.required() && plan.isRead(plan.index(column.name())))
            .mapToInt(column -> plan.index(column.name()))
            .toArray();
    long must = 0;
    for (int column : requiredInFileOrder) {
      must |= 1L << column;
    }
    this.required = must;
    long any = 0;
    for (String name : anyOfNames) {
      any |= 1L << plan.index(name);
    }
    this.anyOf = any;
    this.ofBytes = plan.ofBytes();
  }

  /** Completes the rows; gives what is wrong with the message, or null. */
  @Nullable BadRecord complete(DecodedRows rows, int messageBytes) {
    if (plan.each() != null) {
      if (!rows.hasArray()) {
        return missing(plan.each().label());
      }
      rows.end();
    }
    for (int row = 0; row < rows.count(); row++) {
      long present = rows.present(row);
      if ((present & required) != required) {
        return missing(rows.present(row), row);
      }
      if (anyOf != 0 && (present & anyOf) == 0) {
        return none(row);
      }
      fallbacks.apply(rows, row);
    }
    return plan.each() == null ? null : tooLarge(rows, messageBytes);
  }

  private @Nullable BadRecord tooLarge(DecodedRows rows, int messageBytes) {
    long fixed = (long) rows.count() * (ROW_BYTES + plan.columns() * VALUE_BYTES);
    long most = fixed + (long) rows.count() * messageBytes * Long.bitCount(ofBytes);
    if (most <= MOST_BYTES) {
      return null; // without a look at each
    }
    long bytes = fixed;
    for (int row = 0; row < rows.count(); row++) {
      for (long left = ofBytes & rows.present(row); left != 0; left &= left - 1) {
        bytes += rows.length(row, Long.numberOfTrailingZeros(left));
      }
    }
    return bytes <= MOST_BYTES
        ? null
        : new BadRecord(
            ErrorCode.TOO_LARGE,
            rows.count() + " rows of " + bytes + " bytes, at most " + MOST_BYTES + " are written");
  }

  private BadRecord missing(long present, int row) {
    for (int column : requiredInFileOrder) {
      if (((present >>> column) & 1) == 0) {
        return missing(plan.label(column, row));
      }
    }
    throw new IllegalStateException("all required columns are there");
  }

  private static BadRecord missing(String place) {
    return new BadRecord(ErrorCode.MISSING_FIELD, "is absent or null").at(place);
  }

  private BadRecord none(int row) {
    String place = plan.each() == null ? "" : plan.label(0, row);
    return new BadRecord(ErrorCode.NO_MEASUREMENT, "none of " + String.join(", ", anyOfNames))
        .at(place);
  }
}

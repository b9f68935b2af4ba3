package io.geostream.common.decode;

import io.geostream.common.mapping.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Completes a message once all its values are read: sets defaults, and checks required columns,
 * {@code any-of} and the size of the rows.
 */
final class Completion {

  private static final int NO_ROW = -1;

  private final Plan plan;
  private final List<String> anyOfNames;
  private final int[] requiredInFileOrder;
  private final long required;
  private final long anyOf;
  private final Fallbacks fallbacks;
  private final EncodedSize size;

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
    boolean isAnyUnread = anyOfNames.stream().anyMatch(name -> !plan.isRead(plan.index(name)));
    this.anyOf = isAnyUnread ? 0 : any;
    this.size = new EncodedSize(plan);
  }

  /** Completes the rows; gives what is wrong with the message, or null. */
  @Nullable BadRecord complete(DecodedRows rows) {
    if (plan.each() != null) {
      if (!rows.hasArray()) {
        return missing(plan.each().label());
      }
      rows.end();
    }
    int withoutAny = NO_ROW;
    for (int row = rows.count() - 1; row >= 0; row--) {
      long present = rows.present(row);
      if ((present & required) != required) {
        return missing(rows);
      }
      if (anyOf != 0 && (present & anyOf) == 0) {
        withoutAny = row;
      }
      fallbacks.apply(rows, row);
    }
    return withoutAny == NO_ROW ? size.fault(rows) : none(withoutAny);
  }

  /** The fault of the first row that lacks a required column, which cannot have a default. */
  private BadRecord missing(DecodedRows rows) {
    for (int row = 0; row < rows.count(); row++) {
      for (int column : requiredInFileOrder) {
        if (!rows.has(row, column)) {
          return missing(plan.label(column, row));
        }
      }
    }
    throw new IllegalStateException("all required columns are there");
  }

  private static BadRecord missing(String place) {
    return new BadRecord(ErrorCode.MISSING_FIELD, "is absent or null").at(place);
  }

  private BadRecord none(int row) {
    Node element = plan.each() == null ? null : plan.each().element();
    String place = element == null ? "" : plan.label(element, row);
    return new BadRecord(ErrorCode.NO_MEASUREMENT, "none of " + String.join(", ", anyOfNames))
        .at(place);
  }
}

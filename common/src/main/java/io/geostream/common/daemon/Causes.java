package io.geostream.common.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fault with its causes. */
public final class Causes {

  /** Causes may form a circle. */
  private static final int DEEPEST = 10;

  private Causes() {}

  /** The fault, its cause, the cause of that, and so on, ten at most; empty for null. */
  public static Stream<Throwable> of(@Nullable Throwable fault) {
    List<Throwable> all = new ArrayList<>();
    for (Throwable each = fault; each != null && all.size() < DEEPEST; each = each.getCause()) {
      all.add(each);
    }
    return all.stream();
  }

  /** Whether the fault or one of its causes is of this kind. */
  public static boolean any(Throwable fault, Predicate<Throwable> which) {
    return of(fault).anyMatch(which);
  }
}

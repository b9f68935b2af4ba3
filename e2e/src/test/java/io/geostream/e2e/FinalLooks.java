package io.geostream.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has to hold still once all programs of a pipeline have stopped: what comes too often may
 * come late.
 */
public final class FinalLooks {

  private final Map<Class<?>, Look> looks = new LinkedHashMap<>();

  /** Fails if something does not hold. */
  public interface Look {
    void look() throws Exception;
  }

  /**
   * Has this looked at in the end.
   *
   * @param guarantee whose look it is: a later one takes the place of an earlier one
   */
  public void put(Class<?> guarantee, Look look) {
    looks.put(guarantee, look);
  }

  void takeAll() {
    looks.forEach(FinalLooks::take);
  }

  private static void take(Class<?> guarantee, Look look) {
    try {
      look.look();
    } catch (Exception e) { // whatever it is, it did not hold
      throw new AssertionError(guarantee.getSimpleName() + ", when all had stopped", e);
    }
  }
}

package io.geostream.common.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Open resources, closed in reverse order; if one fails to close, the others are still closed. */
public final class Resources implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Resources.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Takes over what was just opened. */
  public synchronized <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (
          Exception e) { // AutoCloseable may throw anything; the others still have to be closed
        log.warn("closing {}: {}", next.getClass().getSimpleName(), Faults.oneLine(e));
      }
    }
  }
}

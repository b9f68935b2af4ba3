package io.geostream.consumer.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backends of this process that may be blocked by others: those of its writers, and of its
 * migration. Safe to use from any thread.
 */
public final class Backends {

  private final List<Supplier<@Nullable BusyBackend>> all = new CopyOnWriteArrayList<>();

  /**
   * Adds a connection for as long as the process lives.
   *
   * @param connection its backend while something is under way, else null
   */
  void add(Supplier<@Nullable BusyBackend> connection) {
    all.add(connection);
  }

  /** Those on which something is under way. */
  public List<BusyBackend> busy() {
    List<BusyBackend> busy = new ArrayList<>();
    for (Supplier<@Nullable BusyBackend> connection : all) {
      BusyBackend backend = connection.get();
      if (backend != null) {
        busy.add(backend);
      }
    }
    return busy;
  }
}

package io.geostream.common.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the daemon lives and is ready. Parts report why not, each under its own name; notes are
 * shown but change nothing. Safe to use from any thread.
 */
public final class Health {

  private final Map<String, Supplier<@Nullable String>> liveness = new ConcurrentHashMap<>();
  private final Map<String, Supplier<@Nullable String>> readiness = new ConcurrentHashMap<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();

  /** Adds a check of life: gives why the part is dead, or null. */
  public void live(String part, Supplier<@Nullable String> problem) {
    liveness.put(part, problem);
  }

  /** Adds a check of readiness: gives why the part is not ready, or null. */
  public void ready(String part, Supplier<@Nullable String> problem) {
    readiness.put(part, problem);
  }

  /** Adds a note for the reader. */
  public void note(String note) {
    notes.add(note);
  }

  /** Why the daemon is dead, by part; empty if it lives. */
  public Map<String, String> notLive() {
    return problems(liveness);
  }

  /** Why the daemon is not ready, by part; empty if it is. */
  public Map<String, String> notReady() {
    return problems(readiness);
  }

  /** The notes for the reader. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private static Map<String, String> problems(Map<String, Supplier<@Nullable String>> checks) {
    return checks.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            check -> {
              String problem = check.getValue().get();
              return problem == null ? Stream.of() : Stream.of(Map.entry(check.getKey(), problem));
            })
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}

package io.geostream.stack;

import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The progress of pulling an image. Only what has not been seen before counts as progress: an
 * engine whose download stalls starts it again and again, and counts down to each attempt.
 */
final class PullProgress {
  private static final String DOWNLOADING = "Downloading";
  private static final String RETRYING = "Retrying";
  private static final long MEGABYTE = 1_000_000;

  private final Set<String> phases = new HashSet<>();
  private final Map<String, Long> furthest = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();

  /**
   * Takes the engine's next message.
   *
   * @return whether there is progress
   * @throws StackException if the message is an error
   */
  synchronized boolean add(PullResponseItem item) {
    if (item.getErrorDetail() != null) {
      throw new StackException(String.valueOf(item.getErrorDetail().getMessage()));
    }
    String status = String.valueOf(item.getStatus());
    String phase = item.getId() + " " + status;
    ProgressDetail detail = item.getProgressDetail();
    long current = detail == null || detail.getCurrent() == null ? 0 : detail.getCurrent();
    if (status.equals(DOWNLOADING) && detail != null && detail.getTotal() != null) {
      sizes.put(phase, detail.getTotal());
    }
    boolean isNew = !status.startsWith(RETRYING) && phases.add(phase);
    boolean isFurther = current > furthest.getOrDefault(phase, 0L);
    if (isFurther) {
      furthest.put(phase, current);
    }
    return isNew || isFurther;
  }

  /** Such as ": 34 of 210 MB", of the layers that are known so far; empty before there are any. */
  synchronized String megabytes() {
    long done = sizes.keySet().stream().mapToLong(phase -> furthest.getOrDefault(phase, 0L)).sum();
    long all = sizes.values().stream().mapToLong(size -> size).sum();
    return all == 0 ? "" : ": " + done / MEGABYTE + " of " + all / MEGABYTE + " MB";
  }
}

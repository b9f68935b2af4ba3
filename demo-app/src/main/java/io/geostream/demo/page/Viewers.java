package io.geostream.demo.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Those who look on, and what is on its way to them. A message is encoded once for all. Safe to use
 * from any thread.
 */
final class Viewers {

  /** Each has a thread. */
  static final int MOST = 16;

  /** Seconds that a viewer may be behind. Slower ones are dropped, and reconnect. */
  static final int MOST_BEHIND = 10;

  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

  /** One who looks on; made by the thread that writes to it. */
  static final class Viewer {
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>(MOST_BEHIND + 1);
    private final Thread writer = Thread.currentThread();
    private boolean hasGone;

    /** What is to be written next. */
    BlockingQueue<byte[]> messages() {
      return messages;
    }

    private synchronized void drop() {
      // A write to a browser that does not read hangs: the interrupt closes the connection. One
      // that has gone shares its thread with others by now.
      if (!hasGone) {
        writer.interrupt();
      }
    }

    private synchronized void go() {
      hasGone = true;
      boolean unused = Thread.interrupted(); // not for whom the thread serves next
    }
  }

  /** Adds a viewer with its first message; false if there are too many. */
  synchronized boolean admit(Viewer viewer, String event, String data) {
    if (viewers.size() >= MOST) {
      return false;
    }
    viewer.messages.add(encoded(event, data));
    viewers.add(viewer);
    return true;
  }

  /** The viewer has gone, says its thread. */
  void remove(Viewer viewer) {
    viewers.remove(viewer);
    viewer.go();
  }

  /** Sends a message to all; never waits. */
  void send(String event, String data) {
    if (viewers.isEmpty()) {
      return;
    }
    byte[] message = encoded(event, data);
    List<Viewer> slow = viewers.stream().filter(viewer -> !viewer.messages.offer(message)).toList();
    viewers.removeAll(slow);
    slow.forEach(Viewer::drop);
  }

  /** How many there are. */
  int count() {
    return viewers.size();
  }

  /** Whether all that was sent has been taken by their writers. */
  boolean areUpToDate() {
    return viewers.stream().allMatch(it -> it.messages.isEmpty());
  }

  /** Server-sent events: the data is JSON, which has no line breaks. */
  private static byte[] encoded(String event, String data) {
    return ("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}

package io.geostream.e2e.faults;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Which statement a client executes, read from its messages: {@code Parse} gives a statement its
 * name, {@code Bind} uses it.
 */
final class SentStatements {

  private static final int PARSE = 'P';
  private static final int BIND = 'B';
  private static final int QUERY = 'Q';

  private final Map<String, String> byName = new HashMap<>();

  /** Whether with this message the client begins to execute a COMMIT. */
  boolean isCommit(int type, byte[] body) {
    if (type == QUERY) {
      return text(body, 0).equals("COMMIT");
    }
    if (type == PARSE) {
      String name = text(body, 0);
      byName.put(name, text(body, after(name)));
    }
    if (type == BIND) {
      String portal = text(body, 0);
      return "COMMIT".equals(byName.get(text(body, after(portal))));
    }
    return false;
  }

  /** A string of the protocol ends with a zero. */
  private static String text(byte[] body, int from) {
    int end = from;
    while (body[end] != 0) {
      end++;
    }
    return new String(body, from, end - from, StandardCharsets.UTF_8);
  }

  private static int after(String first) {
    return first.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}

package io.geostream.consumer.offsets;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands that messages suggest: {@code consumer.jar offsets reset …}, to be pasted into a
 * shell, with the consumer's own settings of the servers.
 */
public final class ResetAdvice {

  private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,-]+");

  private ResetAdvice() {}

  /**
   * To continue elsewhere, in every partition.
   *
   * @param to the value of {@code --to}
   */
  public static String everywhere(OffsetKey key, String to) {
    return in(key, List.of(), to);
  }

  /** To continue elsewhere in one partition. */
  public static String in(OffsetKey key, int partition, String to) {
    return in(key, List.of(partition), to);
  }

  /** To continue elsewhere in some partitions. */
  public static String in(OffsetKey key, Collection<Integer> partitions, String to) {
    StringBuilder where = new StringBuilder("--to ").append(to);
    partitions.forEach(partition -> where.append(" --partition ").append(partition));
    return reset(key, where.toString());
  }

  /** To continue with another table. */
  static String forgetTable(OffsetKey key) {
    return reset(key, "--forget-table");
  }

  private static String reset(OffsetKey key, String what) {
    return "consumer.jar offsets reset --topic %s --group %s %s --execute"
        .formatted(quoted(key.topic()), quoted(key.group()), what);
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

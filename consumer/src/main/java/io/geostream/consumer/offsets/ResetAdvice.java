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
    StringBuilder command =
        new StringBuilder("consumer.jar offsets reset --topic ")
            .append(quoted(key.topic()))
            .append(" --group ")
            .append(quoted(key.group()))
            .append(" --to ")
            .append(to);
    partitions.forEach(partition -> command.append(" --partition ").append(partition));
    return command.append(" --execute").toString();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

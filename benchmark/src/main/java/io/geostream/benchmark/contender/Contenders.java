package io.geostream.benchmark.contender;

import io.geostream.common.settings.SettingException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Contenders by their names. */
public final class Contenders {

  /** Those that need nothing but what is in this program. */
  public static final String DEFAULT =
      "tutorial,jdbc-batch,jdbc-batch-rewritten,geostream-copy,geostream-direct-compress,geostream-insert,"
          + "kafka-alone,limit-copy,limit-direct-compress";

  /** Reads, and writes no rows: its rate is none of the table's. */
  public static final String KAFKA_ALONE = "kafka-alone";

  private static final Pattern FORM = Pattern.compile("([a-z-]+)(?::(\\d{1,7}))?");
  private static final String GEOSTREAM = "geostream-";
  private static final int TWO_THREADS = 2;
  private static final int JDBC_BATCH = 1_000;
  private static final int DEBEZIUM_BATCH = 3_000;
  private static final int CONSUMERS_BATCH = 20_000;
  private static final int TUTORIAL_READINGS = 20_000;

  private Contenders() {}

  /**
   * The one of that name.
   *
   * @param text a name, and perhaps a batch size after a colon: {@code jdbc-batch:5000}. The
   *     tutorial knows no batches: there the number is that of its readings
   * @throws SettingException if there is none, or it knows no number
   */
  public static Contender of(String text) {
    // As many connections as the others.
    return of(text, List.of("--workers", Integer.toString(TWO_THREADS)));
  }

  private static Contender of(String text, List<String> geostreamFlags) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw unknown(text);
    }
    OptionalInt batch =
        form.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(form.group(2)));
    String name = form.group(1);
    if (isGeostream(name)) {
      return new GeostreamConsumer(text, name.substring(GEOSTREAM.length()), batch, geostreamFlags);
    }
    return switch (name) {
      case "tutorial" -> new JdbcConsumer(text, 1, 1, false, batch.orElse(TUTORIAL_READINGS));
      case "jdbc-batch" ->
          new JdbcConsumer(text, TWO_THREADS, batch.orElse(JDBC_BATCH), false, Long.MAX_VALUE);
      case "jdbc-batch-rewritten" ->
          new JdbcConsumer(text, TWO_THREADS, batch.orElse(JDBC_BATCH), true, Long.MAX_VALUE);
      case KAFKA_ALONE -> {
        if (batch.isPresent()) {
          throw new SettingException("--contenders", "'" + text + "': it writes no batches");
        }
        yield new KafkaAlone(text);
      }
      case "limit-copy" -> new CopyLimit(text, batch.orElse(CONSUMERS_BATCH), false);
      case "limit-direct-compress" -> new CopyLimit(text, batch.orElse(CONSUMERS_BATCH), true);
      case "debezium" ->
          new DebeziumSink(text, batch.orElse(DEBEZIUM_BATCH), false, Peers.besideProgram());
      case "debezium-unnest" ->
          new DebeziumSink(text, batch.orElse(DEBEZIUM_BATCH), true, Peers.besideProgram());
      default -> throw unknown(text);
    };
  }

  /** The real consumer in one of its write modes, with other flags. */
  public static Contender geostream(String mode, List<String> flags) {
    return new GeostreamConsumer(GEOSTREAM + mode, mode, OptionalInt.empty(), flags);
  }

  /** Several, in their order. */
  public static List<Contender> of(List<String> names) {
    return names.stream().map(Contenders::of).toList();
  }

  /** Several, in their order, the real consumer with all of its defaults. */
  public static List<Contender> asShipped(List<String> names) {
    return names.stream().map(name -> of(name, List.of())).toList();
  }

  /** A contender's name without the batch size that may follow it. */
  public static String withoutSize(String name) {
    return name.replaceAll(":.*", "");
  }

  /** Whether a name is that of the real consumer, in whatever mode. */
  public static boolean isGeostream(String name) {
    return name.startsWith(GEOSTREAM);
  }

  private static SettingException unknown(String text) {
    return new SettingException(
        "--contenders",
        "'"
            + text
            + "' is none of "
            + DEFAULT
            + ",debezium,debezium-unnest (NAME or NAME:BATCH_ROWS)");
  }
}

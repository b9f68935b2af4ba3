package io.geostream.consumer.settings;

import io.geostream.common.settings.CommonSettings;
import io.geostream.common.settings.Setting;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings of a running consumer; a picocli mix-in. */
public final class ConsumerSettings {

  /** Where the consumer answers if nothing else is said. */
  public static final int DEFAULT_HTTP_PORT = 8000;

  @Mixin private final CommonSettings common = new CommonSettings();
  @Mixin private final DatabaseSettings database = new DatabaseSettings();
  @Mixin private final SchemaSettings schema = new SchemaSettings();
  @Mixin private final GroupSettings group = new GroupSettings();
  @Mixin private final DeadLetterSettings deadLetterTopic = new DeadLetterSettings();

  @Option(
      names = "--start",
      paramLabel = "WHERE",
      defaultValue = "earliest",
      description =
          "Where a partition begins for which the database has no offset: earliest, latest, or committed (the group's commit in"
              + " Kafka). Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_START")
  private Start start = Start.EARLIEST;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Members of the group in this process, each with two threads. Default: one a core, at most 4.")
  @Setting(variable = "CONSUMER_WORKERS", min = 1, max = 256)
  private @Nullable Integer workers;

  @Option(
      names = "--write-mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "How rows are written: copy (binary COPY), direct-compress (the same, straight into the columnstore), insert (INSERT, for poolers"
              + " and servers without COPY), or auto: direct-compress for batches with many rows of each key, copy for others and where"
              + " the database cannot do that or does not segment by the key alone. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_WRITE_MODE")
  private WriteMode writeMode = WriteMode.AUTO;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      defaultValue = "20000",
      description = "The most rows in one transaction. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_BATCH_ROWS", min = 1, max = 1_000_000)
  private int batchRows;

  @Option(
      names = "--linger",
      paramLabel = "DURATION",
      defaultValue = "0ms",
      description =
          "How long a batch that is not full waits for more rows. Rows gather anyway while a write is under way. Default:"
              + " ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_LINGER", min = 0, max = 60_000)
  private Duration linger = Duration.ZERO;

  @Mixin private final AgeSettings age = new AgeSettings();

  @Option(
      names = "--dead-letter-limit",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "Stop with exit code 1 when more of the last 1,000 records are bad, counted from the start on and not before 100. 0 is no limit."
              + " Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_DEAD_LETTER_LIMIT", min = 0, max = 100)
  private double deadLetterLimit;

  @Option(
      names = "--drain",
      description = "Stop with exit code 0 once all that the topic held at the start is written.")
  @Setting(variable = "CONSUMER_DRAIN")
  private boolean drain;

  /** How rows are written. */
  public enum WriteMode {
    AUTO,
    COPY,
    DIRECT_COMPRESS,
    INSERT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public CommonSettings common() {
    return common;
  }

  public DatabaseSettings database() {
    return database;
  }

  public SchemaSettings schema() {
    return schema;
  }

  /** The consumer group, not blank. */
  public String group() {
    return group.name();
  }

  public Start start() {
    return start;
  }

  public int workers() {
    return workers != null ? workers : Math.min(4, Runtime.getRuntime().availableProcessors());
  }

  public WriteMode writeMode() {
    return writeMode;
  }

  /**
   * How large a batch may become.
   *
   * @param width of the table's chunks
   */
  public BatchLimits batchLimits(ChunkWidth width) {
    return BatchLimits.of(batchRows, width);
  }

  public Duration linger() {
    return linger;
  }

  /** The greatest age of a row; zero is no limit. */
  public Duration maxAge() {
    return age.maxAge();
  }

  /** How far a row's time may be from its record's. */
  public AgeLimits ageLimits() {
    return age.limits();
  }

  /** Where bad records go; never the topic itself. */
  public String deadLetterTopic() {
    return deadLetterTopic.name(common.topic());
  }

  /** The greatest share of dead letters, in percent of the records; 0 is no limit. */
  public double deadLetterLimit() {
    return deadLetterLimit;
  }

  public boolean drain() {
    return drain;
  }
}

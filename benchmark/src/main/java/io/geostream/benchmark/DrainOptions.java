package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.stage.Messages;
import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code drain}; a picocli mix-in. */
final class DrainOptions {

  /** The rows of the limits are in one array. */
  private static final long MOST_ENCODED = 15_000_000;

  @Mixin private final ReadingsOption readings = new ReadingsOption(2_000_000);

  @Mixin private final RoundsOption rounds = new RoundsOption(5);

  @Option(
      names = "--contenders",
      paramLabel = "NAME[:ROWS]",
      split = ",",
      defaultValue = Contenders.DEFAULT,
      description =
          "Who runs; with a number after a colon, with batches of so many rows (tutorial: with so many readings). Default: ${DEFAULT-VALUE}.")
  private List<String> contenders = new ArrayList<>();

  @Option(
      names = "--messages",
      paramLabel = "KIND",
      defaultValue = "weather",
      description = "What is in the topic: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Messages messages = Messages.WEATHER;

  @Option(
      names = "--locations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many stations or machines they are of. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 10_000_000)
  private int locations;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "6",
      description = "Partitions of the topic. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int partitions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed gives the same readings, times aside. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private final JvmOption jvm = new JvmOption();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the result's files are called. Default: drain.")
  private @Nullable String name;

  /**
   * What they say.
   *
   * @throws SettingException if that cannot be done
   */
  DrainSettings settings() {
    List<Contender> who = Contenders.of(contenders);
    who.stream()
        .filter(contender -> !contender.takes(messages))
        .findFirst()
        .ifPresent(
            contender -> {
              throw new SettingException(
                  "--contenders",
                  "'%s' cannot write %s; take others, such as geostream-auto"
                      .formatted(contender.name(), messages));
            });
    if (readings.readings() > MOST_ENCODED && who.stream().anyMatch(Contender::needsRows)) {
      throw new SettingException(
          "--readings",
          String.format(
              Locale.ROOT, "the limits hold all rows in memory, at most %,d", MOST_ENCODED));
    }
    return new DrainSettings(
        name == null ? "drain" : name,
        messages,
        readings.readings(),
        rounds.rounds(),
        who,
        locations,
        partitions,
        seed,
        jvm.options());
  }
}

package io.geostream.consumer.settings;

import io.geostream.common.settings.Setting;
import io.geostream.consumer.batch.AgeLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How far the time of a row may be from its record's; a picocli mix-in. */
public final class AgeSettings {

  @Option(
      names = "--max-age",
      paramLabel = "DURATION",
      defaultValue = "30d",
      description =
          "How much older than its Kafka record the time of a row may be; an older one makes its message a dead letter."
              + " 0 is no limit. Default:"
              + " ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_MAX_AGE", min = 0)
  private Duration maxAge = Duration.ofDays(30);

  @Option(
      names = "--max-ahead",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "How much newer than its Kafka record the time of a row may be; a newer one makes its message a dead letter."
              + " 0 is no limit. Default:"
              + " ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_MAX_AHEAD", min = 0)
  private Duration maxAhead = Duration.ofHours(1);

  /** The greatest age; zero is no limit. */
  public Duration maxAge() {
    return maxAge;
  }

  public AgeLimits limits() {
    return new AgeLimits(maxAge, maxAhead);
  }
}

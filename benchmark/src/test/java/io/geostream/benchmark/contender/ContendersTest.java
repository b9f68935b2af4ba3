package io.geostream.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.geostream.common.settings.SettingException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContendersTest {

  @Test
  void knowsEachOfTheDefaults() {
    List<String> names = Arrays.asList(Contenders.DEFAULT.split(",", -1));

    assertThat(Contenders.of(names)).extracting(Contender::name).isEqualTo(names);
  }

  @Test
  void takesABatchSizeBehindAColon() {
    assertThat(Contenders.of("jdbc-batch:5000"))
        .isInstanceOfSatisfying(
            JdbcConsumer.class, jdbc -> assertThat(jdbc.batchRows()).isEqualTo(5_000));
  }

  @Test
  void givesTheConsumerAsManyConnectionsAsTheOthersUnlessItRunsAsShipped() {
    assertThat(Contenders.of("geostream-copy"))
        .isInstanceOfSatisfying(
            GeostreamConsumer.class,
            consumer -> assertThat(consumer.more()).containsExactly("--workers", "2"));
    assertThat(Contenders.asShipped(List.of("geostream-copy")))
        .singleElement(type(GeostreamConsumer.class))
        .satisfies(consumer -> assertThat(consumer.more()).isEmpty());
  }

  @Test
  void givesTheTutorialFewReadings() {
    assertThat(Contenders.of("tutorial").share(2_000_000)).isEqualTo(20_000);
    assertThat(Contenders.of("tutorial:500").share(2_000_000)).isEqualTo(500);
    assertThat(Contenders.of("limit-copy").share(2_000_000)).isEqualTo(2_000_000);
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> Contenders.of("jdbc"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'jdbc' is none of tutorial,");
  }

  @Test
  void refusesABatchSizeWhereThereAreNoBatches() {
    assertThatThrownBy(() -> Contenders.of("kafka-alone:5"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'kafka-alone:5'");
  }
}

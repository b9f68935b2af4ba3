package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OffsetTableIT {

  private final OffsetTable offsets =
      WeatherTable.offsets(new OffsetKey("g", "c", "t", Uuid.ZERO_UUID));
  private WrittenTable table;
  private Connection connection;

  @BeforeEach
  void makeIt() throws Exception {
    table = WrittenTable.plain();
    connection = table.connect();
    offsets.claim(connection, Map.of(0, 5L, 1, 7L));
  }

  @AfterEach
  void dropIt() throws Exception {
    connection.close();
    table.close();
  }

  @Test
  void holdsWhatIsStoredForAllPartitions() throws Exception {
    assertThat(holds(Map.of(0, 5L, 1, 7L), true)).isTrue();
    assertThat(holds(Map.of(1, 7L), true)).isTrue();
    assertThat(holds(Map.of(0, 5L, 1, 8L), true)).isFalse();
    assertThat(holds(Map.of(), true)).isTrue();
  }

  @Test
  void aMissingRowIsAnOffsetThatDiffersOrAFault() throws Exception {
    assertThat(holds(Map.of(0, 5L, 2, 0L), false)).isFalse();
    assertThatThrownBy(() -> holds(Map.of(0, 5L, 2, 0L), true))
        .isInstanceOf(MissingOffsetException.class);
  }

  @Test
  void theOffsetOfAnotherTopicOfTheSameNameIsNotHeld() throws Exception {
    OffsetTable recreated = WeatherTable.offsets(new OffsetKey("g", "c", "t", Uuid.ONE_UUID));
    assertThat(recreated.holds(connection, new TreeMap<>(Map.of(0, 5L)), true)).isFalse();
  }

  private boolean holds(Map<Integer, Long> known, boolean rowsMustBeThere) throws Exception {
    return offsets.holds(connection, new TreeMap<>(known), rowsMustBeThere);
  }
}

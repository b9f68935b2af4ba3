package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.columnstore.DirectCompress;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way of writing that a plain table takes. */
final class PlainWriteModesIT {

  private WrittenTable table;

  @BeforeEach
  void makeTable() throws Exception {
    table = WrittenTable.plain();
  }

  @AfterEach
  void drop() {
    table.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"COPY", "INSERT"})
  void copyAndInsertWriteExactlyTheRowsOfTheBatch(Mode mode) throws Exception {
    ExactRows.areWritten(table, mode);
  }

  /** Else a long one on a slow line would be cut. */
  @Test
  void aCopyMakesProgressWithEachPartThatTheServerTakes() throws Exception {
    CopyRows rows = Reading.encoded(TestReadings.ofHour(0, TestReadings.MANY));
    AtomicInteger progress = new AtomicInteger();
    try (Connection connection = table.connect()) {
      new CopyRowWriter(WeatherTable.TARGET)
          .write(connection, rows, 0, rows.count(), progress::incrementAndGet);
    }
    assertThat(progress).hasValueGreaterThan(rows.startOf(rows.count()) / 100_000);
  }

  @Test
  void thereIsNoDirectCompress() throws Exception {
    assertThat(DirectCompress.obstacle(table.pool(), WeatherTable.TARGET))
        .hasValue("the database has no TimescaleDB");
  }
}

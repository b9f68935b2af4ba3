package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.columnstore.DirectCompress;
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

  @Test
  void thereIsNoDirectCompress() throws Exception {
    assertThat(DirectCompress.obstacle(table.pool())).hasValue("the database has no TimescaleDB");
  }
}

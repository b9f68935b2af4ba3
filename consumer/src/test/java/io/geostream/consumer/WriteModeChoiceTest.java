package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.OnConflict;
import io.geostream.common.settings.SettingException;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.TestTables;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** COPY refuses conflicts. */
final class WriteModeChoiceTest {

  @ParameterizedTest
  @EnumSource(
      value = OnConflict.class,
      names = {"IGNORE", "UPDATE"})
  void aModeThatCopiesDoesNotFitAMappingThatIgnoresOrUpdates(OnConflict onConflict) {
    for (WriteMode mode : new WriteMode[] {WriteMode.COPY, WriteMode.DIRECT_COMPRESS}) {
      assertThatThrownBy(() -> WriteModeChoice.refuseIfUnfit(mode, onConflict))
          .isInstanceOf(SettingException.class)
          .hasMessageContainingAll(
              "--write-mode",
              mode.toString(),
              "on-conflict: " + onConflict.name().toLowerCase(Locale.ROOT));
    }
    assertThatCode(() -> WriteModeChoice.refuseIfUnfit(WriteMode.AUTO, onConflict))
        .doesNotThrowAnyException();
    assertThatCode(() -> WriteModeChoice.refuseIfUnfit(WriteMode.INSERT, onConflict))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutAKeyAutoCopiesAndAsksNoDatabase() throws Exception {
    PGSimpleDataSource unreachable = new PGSimpleDataSource();
    unreachable.setPortNumbers(new int[] {1});
    RowWriters writers =
        WriteModeChoice.of(
            WriteMode.AUTO, unreachable, TestTables.odd(OnConflict.REFUSE), ChunkWidth.HOUR);
    assertThat(writers.plainMode()).isEqualTo(RowWriter.Mode.COPY);
    assertThat(writers.rows()).isSameAs(writers.plain());
  }

  @ParameterizedTest
  @EnumSource(WriteMode.class)
  void everyModeFitsAMappingThatRefusesConflicts(WriteMode mode) {
    assertThatCode(() -> WriteModeChoice.refuseIfUnfit(mode, OnConflict.REFUSE))
        .doesNotThrowAnyException();
  }
}

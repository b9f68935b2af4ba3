package io.geostream.consumer;

import static io.geostream.consumer.RefusalScene.ROWS;
import static io.geostream.consumer.RefusalScene.batch;
import static io.geostream.consumer.RefusalScene.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.database.SchemaRefusalException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether it is the refused rows that are wrong, or the table. */
final class RefusalBlameIT {

  @AutoClose private final RefusalScene scene = new RefusalScene();

  RefusalBlameIT() throws SQLException {}

  @Test
  void whenEveryRowIsRefusedItIsTheSchemaThatIsWrong() {
    assertThatThrownBy(() -> scene.find(batch(0, 100, row -> true)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("each of 100 messages")
        .hasMessageContaining("warm");
  }

  @Test
  void ofTenThousandRefusedRowsOnlySomeAreTried() {
    assertThatThrownBy(() -> scene.find(batch(0, ROWS, row -> true)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("each of 200 messages");
    assertThat(scene.copies()).as("COPY statements").isLessThan(400);
  }

  @Test
  void theTableIsWrongTooWhenAHundredRowsInSmallBatchesAreRefusedAndNoneWasEverAccepted()
      throws Exception {
    for (int row = 0; row < 99; row++) {
      assertThat(scene.find(batch(row, row + 1, each -> true))).hasSize(1);
    }
    assertThatThrownBy(() -> scene.find(batch(0, 1, row -> true)))
        .isInstanceOf(SchemaRefusalException.class);
  }

  @Test
  void aHundredAreMessagesHoweverManyTheirRows() throws Exception {
    Batch batch = batch(0, 0, row -> false);
    for (int message = 0; message < 99; message++) {
      batch.add(
          Records.record(0, message),
          Reading.rows(List.of(reading(message, -1), reading(message, 20))));
    }
    assertThat(scene.find(batch)).hasSize(99);
    assertThatThrownBy(() -> scene.find(batch(0, 1, row -> true)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("each of 100 messages");
  }

  @Test
  void smallBatchesOfRefusedRowsAreAboutTheRowsAsLongAsTheTableTakesWhatItHasAlready()
      throws Exception {
    scene.theTableHasARow();
    for (int row = 0; row < 150; row++) {
      assertThat(scene.find(batch(row, row + 1, each -> true))).hasSize(1);
    }
  }

  @Test
  void aDuplicateIsAboutTheRowWhateverTheirShare() throws Exception {
    scene.execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id)");
    scene.execute(
        "INSERT INTO geospatial_metrics (location_id) SELECT 'loc_' || n FROM generate_series(0, 299) n");
    assertThat(scene.find(batch(0, 300, row -> false))).hasSize(300);
    for (int row = 0; row < 150; row++) {
      assertThat(scene.find(batch(row, row + 1, each -> false))).hasSize(1);
    }
  }

  @Test
  void aRefusalForAnyReasonIsAboutTheRowsIfTheTableTakesOthers() throws Exception {
    scene.refuseWith("0A000", "NEW.location_id LIKE 'loc_1%'");
    assertThat(scene.find(batch(10, 21, row -> false))).hasSize(10);
  }

  @Test
  void aRefusalForAnyReasonIsAboutTheRowsIfTheTableTakesOneThatItHasFromAnyWriter()
      throws Exception {
    scene.refuseWith("42501", "NEW.location_id = 'loc_7'");
    scene.theTableHasARow();
    assertThat(scene.find(batch(7, 8, row -> false))).containsOnlyKeys(0);
  }

  @Test
  void aRefusalThatIsNotAboutDataStopsAtTheFirstRowIfTheTableNeverTookOne() throws Exception {
    scene.refuseWith("42501", "true");
    assertThatThrownBy(() -> scene.find(batch(7, 8, row -> false)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("partition 0 offset 7")
        .hasMessageContaining("42501");
  }

  @Test
  void theTableIsWrongIfItNoLongerTakesWhatItTookBefore() throws Exception {
    scene.theTableHasARow();
    scene.refuseWith("42501", "true");
    assertThatThrownBy(() -> scene.find(batch(7, 8, row -> false)))
        .isInstanceOf(SchemaRefusalException.class);
  }

  @Test
  void theTableIsWrongIfItStopsTakingRowsInTheMiddleOfTheSearch() throws Exception {
    scene.execute("CREATE TABLE closed ()");
    scene.refuseWith("42501", "EXISTS (SELECT FROM closed)");
    scene.closesBefore(8);
    assertThatThrownBy(() -> scene.find(batch(0, 16, row -> row == 0)))
        .isInstanceOfSatisfying(
            SQLException.class, refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void aDuplicateIsNoSignThatTheTableTakesOtherRows() throws Exception {
    scene.execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
    scene.theTableHasARow();
    scene.refuseWith("42501", "true");
    scene.execute("DROP TRIGGER refuse ON geospatial_metrics");
    scene.execute(
        "INSERT INTO geospatial_metrics (time, location_id) VALUES (to_timestamp(0.000005), 'loc_5')");
    scene.execute(
        "CREATE TRIGGER refuse AFTER INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION refuse()");
    assertThatThrownBy(() -> scene.find(batch(5, 8, row -> false)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("42501");
  }

  @Test
  void besideAnIndexThatHoldsTheTimeTooARefusalIsAboutTheRow() throws Exception {
    scene.execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
    scene.refuseWith("0A000", "NEW.location_id = 'loc_7'");
    scene.theTableHasARow();
    assertThat(scene.find(batch(7, 8, row -> false))).containsOnlyKeys(0);
  }

  @Test
  void whatForbidsCopyItselfIsNotAboutRowsWhateverTheTableHolds() throws Exception {
    scene.theTableHasARow();
    scene.execute("ALTER TABLE geospatial_metrics ENABLE ROW LEVEL SECURITY");
    scene.execute("CREATE POLICY all_rows ON geospatial_metrics USING (true)");
    String role = "writer_" + UUID.randomUUID().toString().replace('-', '_');
    scene.execute("CREATE ROLE " + role);
    try {
      scene.execute("GRANT ALL ON geospatial_metrics, kafka_offsets TO " + role);
      try (HikariDataSource restricted = scene.pool("options=-c%20role%3D" + role)) {
        assertThatThrownBy(() -> scene.refusedRows(restricted).find(batch(7, 9, row -> false)))
            .isInstanceOfSatisfying(
                SQLException.class,
                refusal -> assertThat(refusal.getSQLState()).isEqualTo("0A000"));
      }
    } finally {
      scene.execute("DROP OWNED BY " + role);
      scene.execute("DROP ROLE " + role);
    }
  }

  /** It refuses an empty COPY, too, so each row that is tried alone looks bad. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300})
  void theTableIsWrongIfATriggerRefusesEachStatementHoweverManyItsRows(int rows) throws Exception {
    scene.theTableHasARow();
    scene.refuseStatementsWith("22000");
    assertThatThrownBy(() -> scene.find(batch(0, rows, row -> false)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("empty write");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300})
  void aTriggerThatRefusesEachStatementForAReasonOfItsOwnIsNotAboutRows(int rows) throws Exception {
    scene.theTableHasARow();
    scene.refuseStatementsWith("P0001");
    assertThatThrownBy(() -> scene.find(batch(0, rows, row -> false)))
        .isInstanceOfSatisfying(
            SQLException.class, refusal -> assertThat(refusal.getSQLState()).isEqualTo("P0001"));
  }
}

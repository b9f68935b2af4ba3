package io.geostream.consumer;

import static io.geostream.consumer.RefusalScene.ROWS;
import static io.geostream.consumer.RefusalScene.batch;
import static io.geostream.consumer.RefusalScene.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.batch.Records;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Refused rows are found in few statements, and nothing of the search stays in the table. */
final class RefusedRowsIT {

  @AutoClose private final RefusalScene scene = new RefusalScene();

  RefusedRowsIT() throws SQLException {}

  @Test
  void oneRefusedRowIsFoundInALogarithmicNumberOfStatements() throws Exception {
    SortedMap<Integer, BadRecord> refused = scene.find(batch(0, ROWS, row -> row == 7_777));
    assertThat(refused).containsOnlyKeys(7_777);
    assertThat(refused.values())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.code()).isEqualTo(ErrorCode.REJECTED_BY_DATABASE);
              assertThat(reason.message()).contains("warm");
            });
    assertThat(scene.copies()).as("COPY statements").isLessThanOrEqualTo(1 + 2 * 14);
    assertThat(scene.count()).isZero();
  }

  @Test
  void aRefusedRowTakesItsWholeMessage() throws Exception {
    Batch batch = batch(0, 3, row -> false);
    batch.add(
        Records.record(0, 3),
        Reading.rows(List.of(reading(3, 20), reading(4, -1), reading(5, 20))));
    batch.add(Records.record(0, 4), Reading.rows(List.of(reading(6, 20), reading(7, 20))));
    SortedMap<Integer, BadRecord> refused = scene.find(batch);
    assertThat(refused).containsOnlyKeys(3);
    assertThat(refused.values())
        .singleElement()
        .satisfies(reason -> assertThat(reason.message()).contains("warm", "loc_4"));
    assertThat(scene.count()).isZero();
  }

  @Test
  void manyRefusedRowsAmongGoodOnesAreFoundWithoutExhaustingTheServer() throws Exception {
    assertThat(scene.find(batch(0, ROWS, row -> row % 100 == 3))).hasSize(100);
    assertThat(scene.find(batch(0, ROWS, row -> row % 2 == 0))).hasSize(ROWS / 2);
    assertThat(scene.count()).isZero();
  }

  @Test
  void aDeferredConstraintIsSeenToo() throws Exception {
    scene.execute("CREATE TABLE stations (location_id text PRIMARY KEY)");
    scene.execute("INSERT INTO stations SELECT 'loc_' || n FROM generate_series(0, 499) n");
    scene.execute(
        """
        ALTER TABLE geospatial_metrics ADD CONSTRAINT known FOREIGN KEY (location_id) REFERENCES stations
        DEFERRABLE INITIALLY DEFERRED""");
    assertThat(scene.find(batch(495, 505, row -> false))).containsOnlyKeys(5, 6, 7, 8, 9);
  }

  @Test
  void rowsThatAreInTheTableAlreadyAreFencedAndNotTakenForBadData() throws Exception {
    scene.execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id)");
    scene.execute(
        "INSERT INTO geospatial_metrics (location_id) SELECT 'loc_' || n FROM generate_series(0, 39) n");
    scene.execute(
        "INSERT INTO kafka_offsets VALUES ('g', 'c', 't', 0, 40, '%s')".formatted(Uuid.ZERO_UUID));
    Batch written = batch(0, 40, row -> false);
    written.advance(0, 0, 40, Optional.empty());
    assertThat(scene.refusedRows().find(written)).isEmpty();
  }

  @Test
  void aBatchThatBeginsWithManyRefusedRowsIsNoWrongSchema() throws Exception {
    assertThat(scene.find(batch(0, 1_000, row -> row < 300))).hasSize(300);
    assertThat(scene.count()).as("nothing of the search stays").isZero();
  }

  @Test
  void aRuleThatTakesEachRowOnceForAReasonOfItsOwnIsNoTableThatStoppedTakingRows()
      throws Exception {
    scene.refuseWith(
        "P0001",
        "EXISTS (SELECT FROM geospatial_metrics stored WHERE stored.location_id = NEW.location_id)");
    scene.execute("INSERT INTO geospatial_metrics (location_id) VALUES ('loc_3')");
    assertThat(scene.find(batch(0, 16, row -> false))).containsOnlyKeys(3);
  }

  @Test
  void whatIsTooMuchForTheServerWithOneRowAloneIsAboutThatRow() throws Exception {
    scene.refuseWith("54000", "NEW.location_id = 'loc_7'");
    scene.theTableHasARow();
    assertThat(scene.find(batch(7, 8, row -> false))).containsOnlyKeys(0);
    assertThat(scene.count()).as("nothing of the search stays").isOne();
  }
}

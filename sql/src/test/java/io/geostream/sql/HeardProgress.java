package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** What a migration has reported of its progress. */
final class HeardProgress implements MigrationProgress {
  final Set<String> works = new ConcurrentSkipListSet<>();
  final List<Long> rowsBack = new ArrayList<>();
  long days;

  @Override
  public void at(String work, long done, long total, String unit) {
    works.add(work);
    assertThat(done).isBetween(0L, total);
    if (work.equals(RowsBack.WORK)) {
      rowsBack.add(done);
    } else if (work.equals(HistoryRefresh.WORK)) {
      days = total;
    }
  }

  @Override
  public void at(String work) {
    works.add(work);
  }
}

package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;

@RequiresTimescaleDb
class ConcurrentStartIT {

  private static final int CONSUMERS = 10;

  @RepeatedTest(3)
  void tenConsumersThatStartAtOnceOnAnEmptyDatabaseAllFindItReady() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONSUMERS);
    try (Database database = SharedStack.freshDatabase()) {
      CyclicBarrier start = new CyclicBarrier(CONSUMERS);
      List<Future<SchemaReport>> consumers = new ArrayList<>();
      for (int i = 0; i < CONSUMERS; i++) {
        consumers.add(
            threads.submit(
                () -> {
                  Sql sql = Sql.asOwner(database);
                  SchemaMigrator migrator = sql.migrator();
                  start.await();
                  SchemaReport report = migrator.migrate();
                  assertThat(sql.newestVersion()).isEqualTo("7");
                  return report;
                }));
      }
      int appliedBy = 0;
      for (Future<SchemaReport> consumer : consumers) {
        appliedBy += consumer.get().applied().isEmpty() ? 0 : 1;
      }
      assertThat(appliedBy).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }
}

package io.geostream.demo;

import io.geostream.common.daemon.Resources;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.Progress;
import io.geostream.stack.StackException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The two servers, started side by side: each takes seconds, most of them waiting. */
record Servers(KafkaBroker broker, DemoDatabase database) {

  /**
   * Starts both.
   *
   * @param resources closes what was started, also if the other one fails
   * @param progress where the start of the database reports
   * @throws StackException if one does not start
   */
  static Servers start(DemoSettings settings, Path folder, Resources resources, Progress progress)
      throws SQLException {
    CompletableFuture<KafkaBroker> broker = new CompletableFuture<>();
    Thread starter = new Thread(() -> complete(broker, folder, resources), "broker-start");
    starter.setDaemon(true);
    starter.start();
    try {
      DemoDatabase database = resources.add(DemoDatabase.start(settings, folder, progress));
      return new Servers(broker.join(), database);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackException known ? known : e;
    } finally {
      // Not before the broker is there or has failed: else it would not be stopped.
      broker.handle((started, failure) -> started).join();
    }
  }

  private static void complete(
      CompletableFuture<KafkaBroker> broker, Path folder, Resources resources) {
    try {
      broker.complete(resources.add(KafkaBroker.start(folder)));
    } catch (RuntimeException e) { // whatever it is, the other thread must hear of it
      broker.completeExceptionally(e);
    }
  }
}

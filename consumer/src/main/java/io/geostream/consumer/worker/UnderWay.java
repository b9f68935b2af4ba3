package io.geostream.consumer.worker;

import java.time.Duration;

/** A writer's current work, for its poll loop to wait for or end. */
interface UnderWay {

  /** Waits until nothing is under way, at most for the time given; says whether. */
  boolean awaitIdle(Duration atMost) throws InterruptedException;

  /** Waits until all work is done and no more comes, at most for the time given; says whether. */
  boolean awaitDone(Duration atMost) throws InterruptedException;

  /** Asks the database to cancel it; does not wait. */
  void cancel();

  /** Cuts its connection, for a database that does not answer. */
  void abort();
}

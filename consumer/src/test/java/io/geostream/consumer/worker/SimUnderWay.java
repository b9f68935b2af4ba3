package io.geostream.consumer.worker;

import java.time.Duration;

/** A writer as its poll loop sees it. While that waits, all others do their steps. */
record SimUnderWay(Simulation world, SimWorker worker, Mailbox mailbox, SimWriter writer)
    implements UnderWay {

  @Override
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    long until = world.clock().millis() + atMost.toMillis();
    while (!mailbox.awaitIdle(Duration.ZERO) && world.clock().millis() < until) {
      world.step();
      worker.requireAlive();
    }
    return mailbox.awaitIdle(Duration.ZERO);
  }

  /** Not waited for: a simulated poll thread looks again and again at its end. */
  @Override
  public boolean awaitDone(Duration atMost) throws InterruptedException {
    return mailbox.awaitDone(Duration.ZERO);
  }

  @Override
  public void cancel() {
    writer.cancel();
  }

  @Override
  public void abort() {
    writer.abort();
  }
}

package io.geostream.consumer.worker;

import io.geostream.consumer.database.WriterConnection;
import java.time.Duration;

/** The writer thread's current work, in the mailbox and on its connection. */
record WriterUnderWay(Mailbox mailbox, WriterConnection connection) implements UnderWay {

  @Override
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    return mailbox.awaitIdle(atMost);
  }

  @Override
  public boolean awaitDone(Duration atMost) throws InterruptedException {
    return mailbox.awaitDone(atMost);
  }

  @Override
  public void cancel() {
    connection.cancel();
  }

  @Override
  public void abort() {
    connection.abort();
  }
}

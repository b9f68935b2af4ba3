package io.geostream.consumer.worker;

import io.geostream.consumer.database.WriterConnection;
import java.time.Duration;

/** What the writer thread has under way, in the mailbox and on its connection. */
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

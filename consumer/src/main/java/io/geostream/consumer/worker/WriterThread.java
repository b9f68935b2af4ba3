package io.geostream.consumer.worker;

import io.geostream.consumer.database.WriterConnection;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer thread of a worker: performs one command after the other until the last. */
final class WriterThread implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(WriterThread.class);

  private final BatchWriter writer;
  private final CommandExecutor executor;
  private final Mailbox mailbox;
  private final WriterConnection connection;
  private final Life life;

  /**
   * @param connection closed at the end
   */
  WriterThread(
      BatchWriter writer,
      CommandExecutor executor,
      Mailbox mailbox,
      WriterConnection connection,
      Life life) {
    this.writer = writer;
    this.executor = executor;
    this.mailbox = mailbox;
    this.connection = connection;
    this.life = life;
  }

  @Override
  public void run() {
    try {
      Command command = writer.next(new Answer.Ready());
      while (!(command instanceof Command.Stop)) {
        life.heartbeat().beat();
        command = writer.next(executor.perform(command));
      }
    } catch (InterruptedException | InterruptException e) {
      log.debug("interrupted: the worker is closed by force", e);
    } catch (Throwable e) { // any fault: a worker must not live on without its writer
      life.stop().fail(e);
    } finally {
      mailbox.abandon();
      life.heartbeat().end();
      connection.close();
    }
  }
}

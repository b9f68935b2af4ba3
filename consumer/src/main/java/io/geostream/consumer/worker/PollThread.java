package io.geostream.consumer.worker;

import io.geostream.common.daemon.Faults;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll thread of a worker: polls until a stop is requested, then has what was polled written,
 * if that does not take long, and leaves the group.
 */
final class PollThread implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(PollThread.class);

  private static final Duration ROOM = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final Duration FLUSH = Duration.ofMillis(2_500);
  private static final Duration CANCEL = Duration.ofSeconds(1);
  private static final int EVERY_GENERATION = Integer.MAX_VALUE;

  private final GroupMember member;
  private final PollLoop loop;
  private final Mailbox mailbox;
  private final UnderWay writer;
  private final LargeRecords largeRecords;
  private final PollFaults faults;
  private final Life life;

  PollThread(
      GroupMember member,
      PollLoop loop,
      Mailbox mailbox,
      UnderWay writer,
      LargeRecords largeRecords,
      PollFaults faults,
      Life life) {
    this.member = member;
    this.loop = loop;
    this.mailbox = mailbox;
    this.writer = writer;
    this.largeRecords = largeRecords;
    this.faults = faults;
    this.life = life;
  }

  @Override
  public void run() {
    try {
      member.join(loop);
      while (!life.stop().isRequested()) {
        life.heartbeat().beat();
        turn();
      }
    } catch (InterruptedException | InterruptException e) {
      log.debug("interrupted: the worker is closed by force", e);
    } catch (Throwable e) { // any fault: a worker must not live on without its poll thread
      life.stop().fail(e);
    } finally {
      finish();
      life.heartbeat().end();
    }
  }

  private void turn() throws InterruptedException {
    if (largeRecords.isHeapFull()) {
      if (largeRecords.leave()) {
        member.join(loop);
      }
      return;
    }
    mailbox.awaitRoom(ROOM);
    Duration timeout = loop.before();
    loop.after(poll(timeout));
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) throws InterruptedException {
    try {
      ConsumerRecords<byte[], byte[]> records = member.poll(timeout);
      faults.succeeded(!records.isEmpty());
      return records;
    } catch (WakeupException e) {
      log.debug("woken up for a stop", e);
    } catch (OffsetOutOfRangeException e) {
      log.warn(
          "{}; what was read is written, then the stored offsets are compared with the log",
          Faults.oneLine(e));
      loop.outOfRange();
    } catch (KafkaException e) {
      faults.failed(e);
      log.debug("a poll failed and is retried", e);
      life.stop().await(RETRY);
    }
    return ConsumerRecords.empty();
  }

  private void finish() {
    mailbox.close();
    faults.end();
    try {
      if (writer.awaitDone(FLUSH)) {
        writer.abort(); // at most a comparison is under way, which a frozen database does not end
      } else {
        mailbox.giveUp(EVERY_GENERATION);
        writer.cancel();
        if (!writer.awaitIdle(CANCEL)) {
          writer.abort();
        }
      }
      loop.end();
    } catch (InterruptedException | KafkaException | OutOfMemoryError e) {
      log.debug("the group is left without a last commit to Kafka", e);
    } finally {
      close();
    }
  }

  private void close() {
    if (largeRecords.isOutOfHeap()) {
      return; // the answer that does not fit would come again, and again
    }
    try {
      member.close();
    } catch (KafkaException | OutOfMemoryError e) {
      log.debug("the group could not be left in order", e);
    }
  }
}

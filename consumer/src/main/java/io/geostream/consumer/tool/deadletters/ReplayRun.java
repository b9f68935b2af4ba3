package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.Clients;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.ToolRun;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replay, in the order that makes it exact: first the producer ends all replays of these
 * letters that are still alive, then the ledger says what they have sent, then the letters are
 * read.
 */
final class ReplayRun {

  private static final Logger log = LoggerFactory.getLogger(ReplayRun.class);

  /**
   * What is to be done.
   *
   * @param letters the dead-letter topic
   * @param target where they go
   */
  record Order(
      String letters,
      LetterFilter filter,
      long limit,
      Targets.Wanted target,
      boolean dryRun,
      int transactionLetters) {}

  private final LetterClients clients;
  private final Order order;
  private final Tally tally;
  private final Ledger ledger;
  private final LedgerTopic ledgerTopic;

  ReplayRun(LetterClients clients, Order order, Tally tally, Clock clock) {
    this.clients = clients;
    this.order = order;
    this.tally = tally;
    this.ledger = new Ledger(Ledger.topicFor(order.letters()), clock, tally);
    this.ledgerTopic = new LedgerTopic(clients.topics(), ledger.topic(), order.letters());
  }

  /**
   * Replays.
   *
   * @return whether it came to its end; a stop leaves the rest to the next run
   * @throws ToolException if there is no topic to send letters to, or the ledger would forget
   */
  boolean run(Map<String, Object> producerSettings, StopSignal stop, Resources resources) {
    TopicInfo info = clients.find(order.letters());
    if (info == null) {
      return true;
    }
    TopicInfo target = clients.topics().describe(order.target().topic());
    if (target == null) {
      throw new ToolException(
          "there is no topic %s to send letters to: give another one with --to"
              .formatted(order.target().topic()));
    }
    Targets targets = new Targets(order.target(), target);
    return readLetters(
        info,
        order.dryRun() ? rehearsal(targets) : replay(targets, producerSettings, resources),
        stop);
  }

  private Replay rehearsal(Targets targets) {
    TopicInfo known = ledgerTopic.find();
    return replay(
        known == null ? new IdentitySet() : read(known),
        targets,
        letters -> letters.forEach(letter -> tally.count(Outcome.WOULD_BE_REPLAYED, letter)));
  }

  private Replay replay(
      Targets targets, Map<String, Object> producerSettings, Resources resources) {
    TopicInfo known = ledgerTopic.findOrCreate();
    Producer<byte[], byte[]> producer = Clients.make(producerSettings, KafkaProducer::new);
    resources.add(() -> producer.close(ToolRun.CLOSE));
    producer.initTransactions();
    return replay(read(known), targets, new ReplayTransactions(producer, ledger, tally)::send);
  }

  private Replay replay(IdentitySet before, Targets targets, Consumer<List<Outgoing>> outbox) {
    return new Replay(before, targets, outbox, tally, order.transactionLetters(), order.limit());
  }

  private IdentitySet read(TopicInfo known) {
    return ledger.read(known, clients.topics(), clients.reader());
  }

  private boolean readLetters(TopicInfo info, Replay replay, StopSignal stop) {
    try {
      clients.read(order.letters(), info, order.filter(), replay::take, tally::toString);
      if (!stop.isRequested()) {
        replay.finish();
      }
    } catch (KafkaException e) {
      log.warn("until then: {}", tally);
      throw e;
    }
    log.info(
        "{}{}",
        tally,
        stop.isRequested() ? "; stopped before the end, run it again for the rest" : "");
    return !stop.isRequested();
  }
}

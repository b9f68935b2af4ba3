package io.geostream.consumer.tool.deadletters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides about each letter: whether it was replayed before, where it goes, and with which others
 * in one transaction.
 */
final class Replay {

  /** Few large letters make a transaction, too: they are in memory until it is committed. */
  private static final long MOST_BYTES = 8 << 20;

  private final IdentitySet before;
  private final Targets targets;
  private final Consumer<List<Outgoing>> outbox;
  private final Tally tally;
  private final int mostLetters;
  private final long limit;
  private final IdentitySet taken = new IdentitySet();
  private List<Outgoing> waiting = new ArrayList<>();
  private long waitingBytes;

  /**
   * @param before what earlier replays have sent
   * @param outbox sends letters, and counts each of them
   * @param mostLetters in one transaction
   * @param limit how many letters are taken for sending, at most
   */
  Replay(
      IdentitySet before,
      Targets targets,
      Consumer<List<Outgoing>> outbox,
      Tally tally,
      int mostLetters,
      long limit) {
    this.before = before;
    this.targets = targets;
    this.outbox = outbox;
    this.tally = tally;
    this.mostLetters = mostLetters;
    this.limit = limit;
  }

  /**
   * Takes a letter.
   *
   * @return whether more are wanted
   */
  boolean take(Letter letter) {
    LetterIdentity identity = letter.identity();
    if (identity == null) {
      tally.count(Outcome.NO_LETTER, letter, "");
    } else if (before.contains(identity)) {
      tally.count(Outcome.REPLAYED_BEFORE, letter, identity.topic());
    } else if (letter.isCut()) {
      tally.count(Outcome.CUT, letter, identity.topic());
    } else {
      Outcome obstacle = targets.obstacle(identity);
      if (obstacle != null) {
        tally.count(obstacle, letter, identity.topic());
      } else {
        takeOnce(new Outgoing(letter, identity, targets.topic(), targets.partition(identity)));
      }
    }
    return taken.size() < limit;
  }

  private void takeOnce(Outgoing letter) {
    if (!taken.add(letter.identity())) {
      tally.count(Outcome.DOUBLE, letter);
      return;
    }
    waiting.add(letter);
    waitingBytes += letter.size();
    if (waiting.size() >= mostLetters || waitingBytes >= MOST_BYTES) {
      finish();
    }
  }

  /** Sends what waits for others. */
  void finish() {
    if (!waiting.isEmpty()) {
      outbox.accept(waiting);
    }
    waiting = new ArrayList<>();
    waitingBytes = 0;
  }
}

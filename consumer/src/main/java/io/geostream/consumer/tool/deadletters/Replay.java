package io.geostream.consumer.tool.deadletters;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides about each letter: whether it was replayed before, where it goes, and with which others
 * in one transaction.
 */
final class Replay {

  /** Few large letters make a transaction, too: they are in memory until it is committed. */
  private static final long MOST_BYTES = 8 << 20;

  private final IdentitySet before;
  private final Targets targets;
  private final Outbox outbox;
  private final Tally tally;
  private final int mostLetters;
  private final long limit;
  private final IdentitySet taken = new IdentitySet();
  private List<Outgoing> waiting = new ArrayList<>();
  private long waitingBytes;

  /**
   * @param before what earlier replays have sent
   * @param mostLetters in one transaction
   * @param limit how many letters are taken for sending, at most
   */
  Replay(
      IdentitySet before,
      Targets targets,
      Outbox outbox,
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
      Target target = targets.of(identity);
      if (target instanceof Target.Missing missing) {
        tally.count(missing.why(), letter, missing.topic());
      } else if (target instanceof Target.Known known) {
        takeOnce(new Outgoing(letter, identity, known));
      }
    }
    return taken.size() < limit;
  }

  private void takeOnce(Outgoing letter) {
    if (!taken.add(letter.identity())) {
      tally.count(Outcome.DOUBLE, letter.letter(), letter.target().topic());
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
      outbox.send(waiting);
    }
    waiting = new ArrayList<>();
    waitingBytes = 0;
  }
}

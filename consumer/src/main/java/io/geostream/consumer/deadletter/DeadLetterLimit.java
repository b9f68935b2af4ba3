package io.geostream.consumer.deadletter;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.DeadLetter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: when too many of the last records are bad, it is the sender or a setting that
 * is wrong, and it is better to stop than to empty a topic into the dead letters. Safe to use from
 * any thread.
 */
public final class DeadLetterLimit {

  /** The share is taken of so many records at least, those that are to be dealt with included. */
  static final int WINDOW = 1_000;

  /** Before so many records nothing is said: one bad one of three is no rate. */
  static final int ENOUGH = 100;

  private static final double PERCENT = 100;

  private final double percent;
  private final Deque<Count> last = new ArrayDeque<>();
  private int records;
  private int letters;

  /** What a batch had. */
  private record Count(int records, int letters) {}

  /**
   * @param percent the greatest share of dead letters, in percent of the records; 0 is no limit
   */
  public DeadLetterLimit(double percent) {
    this.percent = percent;
  }

  /**
   * Looks at a batch whose letters are not sent yet.
   *
   * @throws TooManyDeadLettersException if its letters would be too many
   */
  public synchronized void check(Batch batch) {
    Count more = countOf(batch);
    int all = records + more.records();
    int bad = letters + more.letters();
    if (percent > 0 && all >= ENOUGH && bad * PERCENT > percent * all) {
      throw new TooManyDeadLettersException(bad, all, percent, lastOf(batch));
    }
  }

  /** A batch is dealt with. */
  public synchronized void add(Batch batch) {
    Count more = countOf(batch);
    if (percent == 0 || more.records() == 0) {
      return;
    }
    last.addLast(more);
    records += more.records();
    letters += more.letters();
    while (records - last.getFirst().records() >= WINDOW) {
      Count oldest = last.removeFirst();
      records -= oldest.records();
      letters -= oldest.letters();
    }
  }

  private static Count countOf(Batch batch) {
    int letters = batch.deadLetters().size();
    return new Count(batch.messages() + batch.emptyMessages() + letters, letters);
  }

  private static @Nullable DeadLetter lastOf(Batch batch) {
    int letters = batch.deadLetters().size();
    return letters == 0 ? null : batch.deadLetters().get(letters - 1);
  }
}

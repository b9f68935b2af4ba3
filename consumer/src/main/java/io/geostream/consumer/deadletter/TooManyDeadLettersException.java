package io.geostream.consumer.deadletter;

import io.geostream.consumer.batch.DeadLetter;
import org.jspecify.annotations.Nullable;

/** More of the last records are bad than the user allows. */
public final class TooManyDeadLettersException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyDeadLettersException(int letters, int records, double percent, @Nullable DeadLetter last) {
    super(
        "%s of the last %s records are bad, more than the %s %% of --dead-letter-limit (CONSUMER_DEAD_LETTER_LIMIT); none of this batch was sent to the dead letters%s"
            .formatted(
                letters,
                records,
                number(percent),
                last == null ? "" : "; the last one is " + describe(last)));
  }

  private static String number(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }

  private static String describe(DeadLetter letter) {
    return letter.place() + ": " + letter.reason().code().word() + ": " + letter.reason().message();
  }
}

package io.geostream.consumer.worker;

import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.worker.SimFaults.Fault;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;

/** The dead-letter topic, which may take letters without acknowledging them, or only some. */
record SimLetters(Ledger ledger, SimFaults faults, Dice dice) implements Letters {

  @Override
  public void send(List<DeadLetter> unsent) {
    Iterator<DeadLetter> letters = unsent.iterator();
    boolean failed = false;
    while (letters.hasNext()) {
      int record = SimTopic.idOf(letters.next().record());
      if (!faults.strikes(Fault.LETTERS)) {
        ledger.letter(record);
        letters.remove();
        continue;
      }
      failed = true;
      if (dice.once(2)) {
        ledger.unacknowledgedLetter(record);
      }
      if (dice.once(2)) {
        break;
      }
    }
    if (failed) {
      throw new TimeoutException("simulated");
    }
  }
}

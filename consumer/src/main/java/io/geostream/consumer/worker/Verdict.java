package io.geostream.consumer.worker;

import io.geostream.consumer.write.FaultKind;
import java.sql.SQLException;

/** What to do about a failed command, if a retry can help. */
enum Verdict {
  /** Try the same again. */
  REPEAT,
  /** Try again with half as much. */
  HALVE,
  /** The database refused rows: find those. */
  SEARCH;

  /**
   * Decides.
   *
   * @throws SQLException the fault, if only a person can mend it
   * @throws org.apache.kafka.common.KafkaException likewise
   */
  static Verdict of(Command failed, Exception fault) throws SQLException {
    int messages = failed instanceof Command.Write write ? write.part().messages() : 0;
    FaultKind kind = FaultKind.ofWriting(messages, fault);
    if (messages > 0 && kind.isRefusal() && fault instanceof SQLException) {
      return SEARCH;
    }
    boolean writing = failed instanceof Command.Write || failed instanceof Command.SendLetters;
    if (kind == FaultKind.FATAL || (writing && kind == FaultKind.DATA)) {
      throw rethrown(fault);
    }
    return kind == FaultKind.TOO_MUCH ? HALVE : REPEAT;
  }

  private static SQLException rethrown(Exception fault) {
    if (fault instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return (SQLException) fault;
  }
}

package io.geostream.consumer.worker;

import io.geostream.consumer.worker.SimFaults.Fault;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;

/** What may befall a command to the database. */
record CommandFaults(SimFaults faults, Dice dice) {

  private static final List<String> BUSY =
      List.of(SimSqlException.DEADLOCK, SimSqlException.OUT_OF_MEMORY, SimSqlException.CANCELLED);

  /**
   * A fault before the command has done anything.
   *
   * @param cancelled whether a cancel is on its way, which may come too late
   */
  Optional<Exception> before(Command command, boolean cancelled) {
    if (cancelled && dice.once(2)) {
      return Optional.of(new SimSqlException(SimSqlException.CANCELLED));
    }
    if (faults.strikes(Fault.LOST_CONNECTION)) {
      return Optional.of(lost());
    }
    if (faults.strikes(Fault.BUSY)) {
      return Optional.of(new SimSqlException(dice.pick(BUSY)));
    }
    return command instanceof Command.Load && faults.strikes(Fault.BROKER)
        ? Optional.of(new TimeoutException("simulated"))
        : Optional.empty();
  }

  /** Whether the connection is lost with a COMMIT on its way. */
  boolean isOrphaned() {
    return faults.strikes(Fault.ORPHAN);
  }

  /** A fault after all is done. */
  Optional<Exception> afterwards() {
    return faults.strikes(Fault.LOST_ANSWER) ? Optional.of(lost()) : Optional.empty();
  }

  /** What a client sees of a lost connection. */
  SQLException lost() {
    return dice.once(2) ? SimSqlException.timeout() : new SimSqlException(SimSqlException.LOST);
  }
}

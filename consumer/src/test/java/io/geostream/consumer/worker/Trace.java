package io.geostream.consumer.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a schedule, a line each; kept only when the schedule is repeated. */
final class Trace {

  private final SimClock clock;
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();

  Trace(SimClock clock, boolean kept) {
    this.clock = clock;
    this.kept = kept;
  }

  void note(Supplier<String> what) {
    if (kept) {
      lines.add(clock.millis() + " ms  " + what.get());
    }
  }

  /** A command, without what is the same in each run by chance only. */
  static String of(Command command) {
    if (command instanceof Command.Write write) {
      return "write " + write.part().advances();
    }
    if (command instanceof Command.FindRefused search) {
      return "find refused rows of " + search.part().advances();
    }
    return command instanceof Command.SendLetters send
        ? "send " + send.part().deadLetters().size() + " letters"
        : command.toString();
  }

  /** An answer, likewise. */
  static String of(Answer answer) {
    if (answer instanceof Answer.Taken taken && taken.work() instanceof Work.WriteBatch write) {
      return "a batch of generation " + write.generation() + " " + write.batch().advances();
    }
    return answer instanceof Answer.Failed failed ? failed.fault().toString() : answer.toString();
  }

  List<String> lines() {
    return lines;
  }
}

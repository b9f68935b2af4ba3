package io.geostream.e2e.faults;

/** The shapes of what scenarios send. */
final class Shapes {

  /** The weather's readings, one a message, by the built-in mapping. */
  static final Shape WEATHER = new KnownReading();

  /** Messages of several rows, into a table of another mapping. */
  static final Shape MACHINES = new KnownMachine(KnownMachine.Times.ALL_DIFFERENT);

  /** The same where each machine's rows replace those that it sent before. */
  static final Shape MACHINES_REPLACED = new KnownMachine(KnownMachine.Times.TWO_A_MACHINE);

  private Shapes() {}
}

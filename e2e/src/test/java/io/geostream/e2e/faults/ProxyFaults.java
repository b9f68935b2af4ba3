package io.geostream.e2e.faults;

/**
 * What a proxy is to do to its connections, set by the test and asked by each connection at the
 * point where it applies.
 */
final class ProxyFaults {

  private boolean stalled;
  private long connections;
  private long stranded;
  private int answersToCut;
  private int requestsToCut;
  private int commitsCut;
  private boolean holdNextCopy;
  private boolean copyHeld;

  /** Nothing goes through any more, in either direction; connections stay open. */
  synchronized void stall() {
    stalled = true;
  }

  /**
   * Nothing goes through the connections that are open now, and they are not closed; new ones work.
   */
  synchronized void strandOpenConnections() {
    stalled = false;
    stranded = connections;
    notifyAll();
  }

  /** Everything goes through again, what was held first. */
  synchronized void release() {
    stalled = false;
    stranded = 0;
    holdNextCopy = false;
    copyHeld = false;
    notifyAll();
  }

  /**
   * The next commit of a transaction with rows in it loses its answer: the server has committed,
   * and both sides find their connection cut.
   */
  synchronized void cutAfterCommit() {
    answersToCut++;
  }

  /**
   * The next commit of a transaction with rows in it does not reach the server: both sides are cut.
   */
  synchronized void cutBeforeCommit() {
    requestsToCut++;
  }

  /** How many were cut so far. */
  synchronized int commitsCut() {
    return commitsCut;
  }

  /**
   * The next COPY stops in the middle: some of its rows reach the server, the rest does not, until
   * {@link #release()}.
   */
  synchronized void holdNextCopy() {
    holdNextCopy = true;
  }

  /** Whether one is held now. */
  synchronized boolean isCopyHeld() {
    return copyHeld;
  }

  // What a connection asks

  /** The number of a new connection. */
  synchronized long opened() {
    return ++connections;
  }

  synchronized void awaitFlow(long connection) throws InterruptedException {
    while (stalled || connection <= stranded) {
      wait();
    }
  }

  synchronized boolean takesCommitRequest() {
    boolean takes = requestsToCut > 0;
    if (takes) {
      requestsToCut--;
      commitsCut++;
    }
    return takes;
  }

  synchronized boolean takesCommitAnswer() {
    boolean takes = answersToCut > 0;
    if (takes) {
      answersToCut--;
      commitsCut++;
    }
    return takes;
  }

  synchronized boolean takesCopy() {
    boolean takes = holdNextCopy;
    holdNextCopy = false;
    return takes;
  }

  synchronized void awaitCopyReleased() throws InterruptedException {
    copyHeld = true;
    while (copyHeld) {
      wait();
    }
  }
}

package io.geostream.e2e.faults;

/**
 * What a proxy is to do to its connections, told by the test and asked by each connection at the
 * point where it applies.
 */
final class ProxyFaults {

  private boolean stalled;
  private int commitsToCut;
  private int commitsCut;
  private boolean holdNextCopy;
  private boolean copyHeld;

  /** Nothing goes through any more, in either direction; connections stay open. */
  synchronized void stall() {
    stalled = true;
  }

  /** Everything goes through again, what was held first. */
  synchronized void release() {
    stalled = false;
    holdNextCopy = false;
    copyHeld = false;
    notifyAll();
  }

  /**
   * Of the next commits of transactions with rows in them, so many lose their answer: the server
   * has committed, and both sides find their connection cut.
   */
  synchronized void cutAfterCommit(int times) {
    commitsToCut += times;
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

  synchronized void awaitFlow() throws InterruptedException {
    while (stalled) {
      wait();
    }
  }

  synchronized boolean takesCommit() {
    if (commitsToCut == 0) {
      return false;
    }
    commitsToCut--;
    commitsCut++;
    return true;
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

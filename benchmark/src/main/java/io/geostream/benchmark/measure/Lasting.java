package io.geostream.benchmark.measure;

/**
 * Keeps what a process had used when it ended: its file is gone then, and a backend that ends is
 * for a moment neither among the living nor among those that were waited for.
 */
final class Lasting implements Consumption {

  private final Consumption origin;
  private long most;

  Lasting(Consumption origin) {
    this.origin = origin;
  }

  @Override
  public synchronized long micros() {
    most = Math.max(most, origin.micros());
    return most;
  }
}

package io.geostream.producer.kafka;

/**
 * Receives how long acknowledgements take. One in {@value #ONE_IN} messages is timed: a clock and
 * an object for each would cost more than all the other counting.
 */
public interface Acknowledgements {

  /** One in so many messages is timed. */
  int ONE_IN = 16;

  /** Takes the time from sending to acknowledgement, in nanoseconds; called from any thread. */
  void took(long nanos);
}

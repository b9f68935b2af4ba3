package io.geostream.producer.kafka;

/**
 * Is told how long acknowledgements take. Of each {@value #ONE_IN} readings one is timed: a clock
 * and an object for each would cost more than all the rest of what is counted.
 */
public interface Acknowledgements {

  /** How many readings there are to one that is timed. */
  int ONE_IN = 16;

  /** Takes the time from sending to acknowledgement, in nanoseconds; called from any thread. */
  void took(long nanos);
}

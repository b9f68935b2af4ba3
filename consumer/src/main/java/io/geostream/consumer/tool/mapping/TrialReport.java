package io.geostream.consumer.tool.mapping;

import io.geostream.consumer.tool.mapping.Trial.Tried;

/** Prints the outcome of each message as it is tried. */
sealed interface TrialReport permits TrialText, TrialJson {

  /** Prints a message. */
  void message(Tried message);

  /** Prints the end. */
  void end();
}

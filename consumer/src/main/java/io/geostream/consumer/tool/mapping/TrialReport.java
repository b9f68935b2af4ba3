package io.geostream.consumer.tool.mapping;

import io.geostream.consumer.tool.mapping.Trial.Tried;

/** Prints what messages would be, as they come. */
sealed interface TrialReport permits TrialText, TrialJson {

  /** Prints a message. */
  void message(Tried message);

  /** Prints the end. */
  void end();
}

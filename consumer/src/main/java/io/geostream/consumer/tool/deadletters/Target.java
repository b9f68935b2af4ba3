package io.geostream.consumer.tool.deadletters;

import org.jspecify.annotations.Nullable;

/** Where a letter goes. */
sealed interface Target {

  /** The topic's name. */
  String topic();

  /**
   * It can go there.
   *
   * @param partition null for the one that its key asks for
   */
  record Known(String topic, @Nullable Integer partition) implements Target {}

  /** It cannot. */
  record Missing(String topic, Outcome why) implements Target {}
}

package io.geostream.consumer.offsets;

import io.geostream.common.mapping.TableName;

/**
 * The group feeds another table from the topic. Two tables would each get a part of its messages.
 */
public final class OtherTableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param stored the table in {@code kafka_offsets}
   * @param own the one that this consumer writes into
   */
  OtherTableException(OffsetKey key, String stored, TableName own) {
    super(
        "group %s feeds table %s from topic %s, and this consumer would write into %s: give it another --group, or, if the group is to feed this table from now on: %s"
            .formatted(key.group(), stored, key.topic(), own, ResetAdvice.forgetTable(key)));
  }
}

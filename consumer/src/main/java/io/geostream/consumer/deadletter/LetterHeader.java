package io.geostream.consumer.deadletter;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a dead letter has on top of the original's own, in the order in which they are
 * written. Values are UTF-8 text, numbers in decimal. The names are public: none is ever renamed.
 */
public enum LetterHeader {
  /** Where the record was. It stands before all others: what is before it is the original's. */
  TOPIC("x-original-topic"),
  /** Its partition. */
  PARTITION("x-original-partition"),
  /** Its offset. */
  OFFSET("x-original-offset"),
  /** Its timestamp, in milliseconds since 1970. */
  TIMESTAMP("x-original-timestamp"),
  /** The group that refused it. */
  GROUP("x-consumer-group"),
  /** The fixed word for what is wrong with it. */
  CODE("x-error-code"),
  /** What is wrong with it, for a person. */
  MESSAGE("x-error-message"),
  /** The id of the cluster where the record was; letters of version 0.1.0 do not have it. */
  CLUSTER_ID("x-original-cluster-id"),
  /** The id of the topic where the record was; letters of version 0.1.0 do not have it. */
  TOPIC_ID("x-original-topic-id"),
  /** How many bytes the original's value has, if the letter is cut. */
  ORIGINAL_SIZE("x-original-size"),
  /** The SHA-256 of the original's value in lower-case hex, if the letter is cut. */
  ORIGINAL_SHA256("x-original-sha256"),
  /** Says {@code true} if the original was too large for its letter. */
  CUT("x-letter-cut");

  private static final Map<String, LetterHeader> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(LetterHeader::headerName, Function.identity()));

  private final String headerName;

  LetterHeader(String headerName) {
    this.headerName = headerName;
  }

  public String headerName() {
    return headerName;
  }

  /** The header of a name, or null if it is none of ours. */
  public static @Nullable LetterHeader of(String headerName) {
    return BY_NAME.get(headerName);
  }
}

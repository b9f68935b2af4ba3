package io.geostream.consumer.tool.deadletters;

import java.util.HashMap;
import java.util.Map;

/** Identities of letters: some 16 bytes each, so that there may be millions. */
final class IdentitySet {

  private record Log(String clusterId, String topicId, String topic, int partition) {}

  private final Map<Log, OffsetSet> offsets = new HashMap<>();
  private long size;

  /**
   * Adds an identity.
   *
   * @return whether it was not there yet
   */
  boolean add(LetterIdentity identity) {
    boolean added =
        offsets.computeIfAbsent(log(identity), log -> new OffsetSet()).add(identity.offset());
    size += added ? 1 : 0;
    return added;
  }

  boolean contains(LetterIdentity identity) {
    OffsetSet found = offsets.get(log(identity));
    return found != null && found.contains(identity.offset());
  }

  long size() {
    return size;
  }

  private static Log log(LetterIdentity identity) {
    return new Log(
        identity.clusterId(), identity.topicId(), identity.topic(), identity.partition());
  }
}

package io.geostream.consumer.kafka;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;

/**
 * Counts how often a Kafka consumer was told of its topic anew. A topic can turn into another of
 * the same name only through such news: a fetch names the topic by its id, and a broker refuses one
 * of a topic that is gone. It is a deserializer because that is what a consumer tells, before it
 * makes use of the news; the values it leaves as they are. Safe to use from any thread.
 */
public final class MetadataNews extends UncopiedBytesDeserializer
    implements ClusterResourceListener {

  private final AtomicLong count = new AtomicLong();

  @Override
  public void onUpdate(ClusterResource cluster) {
    count.incrementAndGet();
  }

  /** How often so far. */
  public long count() {
    return count.get();
  }
}

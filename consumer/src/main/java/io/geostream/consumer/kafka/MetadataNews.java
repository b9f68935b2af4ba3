package io.geostream.consumer.kafka;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often a Kafka consumer got news of its topic. A topic can turn into another of the
 * same name only through such news: a fetch names the topic by its id, and a broker refuses one of
 * a topic that is gone. It is a deserializer because a consumer notifies those, before it makes use
 * of the news; another one deserializes the values. Safe to use from any thread.
 */
public final class MetadataNews
    implements Deserializer<byte @Nullable []>, ClusterResourceListener {

  private final Deserializer<byte @Nullable []> values;
  private final AtomicLong count = new AtomicLong();

  public MetadataNews(Deserializer<byte @Nullable []> values) {
    this.values = values;
  }

  @Override
  public byte @Nullable [] deserialize(String topic, byte @Nullable [] data) {
    return values.deserialize(topic, data);
  }

  @Override
  public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    return values.deserialize(topic, headers, data);
  }

  @Override
  public void onUpdate(ClusterResource cluster) {
    count.incrementAndGet();
  }

  /** How often so far. */
  public long count() {
    return count.get();
  }
}

package io.geostream.consumer.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Gives a key or a value as the array that Kafka's client has made for it, where Kafka's own
 * deserializer copies that once more. In a compressed batch each has an array of its own; elsewhere
 * it is part of the broker's answer, and copied. What it gives must not be written into.
 */
public final class UncopiedBytesDeserializer implements Deserializer<byte @Nullable []> {

  @Override
  public byte @Nullable [] deserialize(String topic, byte @Nullable [] data) {
    return data;
  }

  @Override
  public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null || !data.hasArray()) {
      return Utils.toNullableArray(data);
    }
    int begin = data.arrayOffset() + data.position();
    byte[] array = data.array();
    boolean isWhole = begin == 0 && data.remaining() == array.length;
    return isWhole ? array : Utils.toArray(data);
  }
}

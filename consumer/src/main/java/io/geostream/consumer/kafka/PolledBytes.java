package io.geostream.consumer.kafka;

import io.geostream.consumer.batch.RecordBytes;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many bytes one poll of a consumer brings. Kafka bounds a fetch, which is compressed,
 * and the number of records; ten thousand records of a megabyte that compress to nothing are within
 * both, and no heap has room for them.
 *
 * <p>Its deserializers refuse the record with which a poll would bring more. Kafka's client then
 * returns the records before it, and deserializes it again in the next poll. The first record of a
 * poll always passes, unless all are refused. A record without key and value is not counted, as the
 * client deserializes neither: its headers are bounded by the fetch and the number of records
 * alone. Used by the thread that polls alone.
 */
public final class PolledBytes {

  private final Deserializer<byte @Nullable []> bytes = new UncopiedBytesDeserializer();
  private long most;

  /** What the poll has brought so far. */
  private long polled;

  /** The part of it that is of whole records, not of the one in hand. */
  private long before;

  private boolean keyInHand;
  private boolean refusing;

  /** A poll begins, which is to bring at most so many bytes; with 0 it is one record. */
  public void begin(long mostBytes) {
    most = mostBytes;
    polled = 0;
    before = 0;
    keyInHand = false;
    refusing = false;
  }

  /**
   * A poll begins whose first record is refused, too: the client passes its bytes on in a {@link
   * org.apache.kafka.common.errors.RecordDeserializationException}, and reads no further.
   */
  public void beginRefusing() {
    begin(0);
    refusing = true;
  }

  /** For the keys of the consumer's records. */
  public Deserializer<byte @Nullable []> keys() {
    return new Counting(true);
  }

  /** For the values of the consumer's records. */
  public Deserializer<byte @Nullable []> values() {
    return new Counting(false);
  }

  /** Takes a part of a record, or refuses it. */
  private void take(boolean isKey, long size) {
    if (isKey || !keyInHand) {
      before = polled; // a record begins
    }
    keyInHand = isKey;
    if (refusing || (before > 0 && polled + size > most)) {
      throw new SerializationException("the poll is full");
    }
    polled += size;
  }

  private final class Counting implements Deserializer<byte @Nullable []> {

    private final boolean ofKeys;

    Counting(boolean ofKeys) {
      this.ofKeys = ofKeys;
    }

    @Override
    public byte @Nullable [] deserialize(String topic, byte @Nullable [] data) {
      return bytes.deserialize(topic, data);
    }

    /** Headers count with the key and with the value: one of them may be missing. */
    @Override
    public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
      take(ofKeys, RecordBytes.of(headers) + (data == null ? 0 : data.remaining()));
      return bytes.deserialize(topic, headers, data);
    }
  }
}

package io.geostream.producer.replay;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.Decoder;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Mapping;
import io.geostream.producer.Message;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes messages of JSON that a mapping takes, byte for byte. */
final class MappedJson {

  private final Decoder decoder;
  private final KeyText key;

  /**
   * @param ignoredFields gets the number of fields that are not the mapping's
   */
  MappedJson(Mapping mapping, LongConsumer ignoredFields) {
    this.decoder = MappingDecoder.ofValues(mapping, ignoredFields);
    this.key = new KeyText(mapping);
  }

  /**
   * The message of one JSON value.
   *
   * @param line where it begins
   */
  Entry entry(long line, byte[] json) {
    BadRecord fault = decoder.decode(new ConsumerRecord<>("", 0, 0, null, json));
    return fault == null
        ? new Entry.Good(new Message(key.of(decoder.rows()), json))
        : new Entry.Bad(line, fault.code().word(), fault.message());
  }
}

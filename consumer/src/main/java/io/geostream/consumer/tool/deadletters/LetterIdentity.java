package io.geostream.consumer.tool.deadletters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What identifies an original record, for ever: a topic that is recreated under the same name has
 * another id.
 *
 * @param clusterId empty for letters of version 0.1.0, which do not say it; likewise the topic's id
 */
record LetterIdentity(String clusterId, String topicId, String topic, int partition, long offset) {

  private static final JsonFactory JSON = new JsonFactory();

  /** The identity as a JSON array: the key in the ledger, always the same bytes. */
  byte[] toKey() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      json.writeString(clusterId);
      json.writeString(topicId);
      json.writeString(topic);
      json.writeNumber(partition);
      json.writeNumber(offset);
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not refuse to be written to
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a key of the ledger.
   *
   * @throws IOException if it is none
   */
  static LetterIdentity ofKey(byte[] key) throws IOException {
    try (JsonParser json = JSON.createParser(key)) {
      expect(json.nextToken() == JsonToken.START_ARRAY);
      LetterIdentity identity =
          new LetterIdentity(
              text(json),
              text(json),
              text(json),
              number(json).getIntValue(),
              number(json).getLongValue());
      expect(json.nextToken() == JsonToken.END_ARRAY);
      expect(json.nextToken() == null);
      expect(identity.partition() >= 0 && identity.offset() >= 0);
      return identity;
    }
  }

  private static String text(JsonParser json) throws IOException {
    expect(json.nextToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static JsonParser number(JsonParser json) throws IOException {
    expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
    return json;
  }

  private static void expect(boolean condition) throws IOException {
    if (!condition) {
      throw new IOException("not the identity of a letter");
    }
  }
}

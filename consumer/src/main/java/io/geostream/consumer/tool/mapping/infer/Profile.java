package io.geostream.consumer.tool.mapping.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.Decoder;
import io.geostream.common.decode.ErrorCode;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.batch.AgeLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What messages look like: one tree for all of them, of bounded size. */
public final class Profile {

  /** So many places are looked at. */
  static final int MOST_PLACES = 1_000;

  /** An object with more different members is a map, and these are values. */
  private static final int MOST_MEMBERS = 100;

  /** The same of an object that may be a row: those of several kinds of rows are together. */
  private static final int MOST_MEMBERS_OF_ROW = 500;

  /** Takes whatever is JSON, and names what is wrong with all else. */
  private static final String ANY_JSON =
      "{table: any, time: time, columns: {time: {from: $timestamp, type: timestamptz}}}";

  private final JsonFactory json =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private final Decoder check =
      MappingDecoder.ofValues(MappingFile.parse("any", ANY_JSON), ignored -> {});
  private final AgeLimits limits;
  private final Seen root = new Seen();
  private final Seen keys = new Seen();
  private int places = 1;
  private boolean cut;
  private long messages;
  private long notJson;
  private @Nullable BadRecord firstFault;

  /**
   * @param limits for the times in the messages
   */
  public Profile(AgeLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds a message.
   *
   * @param key the record's, if it has one
   * @param recordMillis when it was sent, in milliseconds since 1970
   */
  public void add(byte @Nullable [] key, byte @Nullable [] value, long recordMillis) {
    messages++;
    Moment moment = new Moment(limits, recordMillis);
    if (key == null) {
      keys.addNull();
    } else {
      keys.addText(new String(key, StandardCharsets.UTF_8), moment);
    }
    BadRecord fault = check.decode(new ConsumerRecord<>("", 0, 0, null, value));
    if (fault != null && fault.code() != ErrorCode.WRONG_TYPE) {
      notJson++;
      firstFault = firstFault == null ? fault : firstFault;
      return;
    }
    try (JsonParser parser = json.createParser(value)) {
      parser.nextToken();
      read(parser, root, moment, true);
    } catch (IOException e) {
      throw new UncheckedIOException("a message is JSON and is not", e);
    }
  }

  private void read(JsonParser parser, Seen seen, Moment moment, boolean isRow) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, seen, moment, isRow);
      case START_ARRAY -> array(parser, seen, moment);
      case VALUE_STRING -> seen.addText(parser.getText(), moment);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> seen.addNumber(parser.getText(), moment);
      case VALUE_TRUE, VALUE_FALSE -> seen.addBoolean();
      default -> seen.addNull();
    }
  }

  private void object(JsonParser parser, Seen seen, Moment moment, boolean isRow)
      throws IOException {
    seen.addObject();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Seen member = member(seen, parser.currentName(), isRow);
      parser.nextToken();
      if (member == null) {
        parser.skipChildren();
      } else {
        read(parser, member, moment, false);
      }
    }
  }

  /** Where a member is counted, or null if it is not. */
  private @Nullable Seen member(Seen object, String name, boolean isRow) {
    Seen known = object.member(name);
    if (known != null || object.hasChangingMembers()) {
      return known;
    }
    if (object.members().size() == (isRow ? MOST_MEMBERS_OF_ROW : MOST_MEMBERS)) {
      places -= object.forgetMembers();
      return null;
    }
    return isRoomForAnother() ? object.addMember(name) : null;
  }

  private void array(JsonParser parser, Seen seen, Moment moment) throws IOException {
    int length = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (length < Seen.MOST_INDICES && parser.currentToken().isNumeric()) {
        index(seen, length, parser.getText(), moment);
      }
      if (seen.element() != null || isRoomForAnother()) {
        read(parser, seen.addElement(), moment, true);
      } else {
        parser.skipChildren();
      }
      length++;
    }
    seen.addArray(length);
  }

  private void index(Seen array, int index, String number, Moment moment) {
    if (index < array.indices().size() || isRoomForAnother()) {
      array.addIndex(index).addNumber(number, moment);
    }
  }

  private boolean isRoomForAnother() {
    if (places == MOST_PLACES) {
      cut = true;
      return false;
    }
    places++;
    return true;
  }

  /** What the messages as a whole are. */
  Seen root() {
    return root;
  }

  /** What the records' keys are, as texts. */
  Seen keys() {
    return keys;
  }

  /** How many messages there are. */
  public long messages() {
    return messages;
  }

  /** How many messages are no JSON, or too large. */
  public long notJson() {
    return notJson;
  }

  /** What is wrong with the first of these, or null. */
  public @Nullable BadRecord firstFault() {
    return firstFault;
  }

  /** Whether there were more places than are looked at. */
  boolean isCut() {
    return cut;
  }
}

package io.geostream.common.decode;

import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A weather message under construction: a valid one, of which the tests spoil a part. */
record Message(Map<String, String> fields) {

  static final String TIME = "2026-11-22T20:07:56.123456+00:00";

  /** All nine fields, as the tutorial's Python writes them. */
  static Message valid() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("timestamp", quoted(TIME));
    fields.put("location_id", quoted("loc_17"));
    fields.put("latitude", "40.71234567890124");
    fields.put("longitude", "-74.00612345678901");
    fields.put("temperature", "21.372918264012345");
    fields.put("humidity", "55.12345678901234");
    fields.put("pressure", "1013.2512345678902");
    fields.put("wind_speed", "3.0000000000000004");
    fields.put("wind_direction", "271.5");
    return new Message(fields);
  }

  /** With the field's value, in JSON, instead. */
  Message with(String field, String json) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(field, json);
    return new Message(changed);
  }

  Message without(String field) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(field);
    return new Message(changed);
  }

  /** With more members after the last one, in JSON. */
  String and(String members) {
    String text = text();
    return text.substring(0, text.length() - 1) + ", " + members + "}";
  }

  /** The tutorial's {@code json.dumps}: a space after each colon and comma. */
  String text() {
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ": " + field.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  Decoded decoded() {
    return decode(text());
  }

  static Decoded decode(String json) {
    return decode(json.getBytes(StandardCharsets.UTF_8));
  }

  static Decoded decode(byte[] value) {
    return Decoded.by(MappingFile.builtIn(), value);
  }

  /** How many fields the decoder ignored. */
  static long ignoredIn(String json) {
    AtomicLong ignored = new AtomicLong();
    MappingDecoder.of(MappingFile.builtIn(), ignored::addAndGet)
        .decode(Decoded.record(json.getBytes(StandardCharsets.UTF_8)));
    return ignored.get();
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }
}

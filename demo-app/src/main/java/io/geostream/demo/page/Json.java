package io.geostream.demo.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes JSON; what is unknown is null. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes a part of a text. */
  interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  /** An object with what the part writes in it. */
  static String object(Part fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string refused characters", e);
    }
    return text.toString();
  }

  static void field(JsonGenerator json, String name, OptionalDouble value) throws IOException {
    json.writeFieldName(name);
    number(json, value.orElse(Double.NaN));
  }

  static void field(JsonGenerator json, String name, OptionalLong value) throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.getAsLong());
    } else {
      json.writeNull();
    }
  }

  /** Four digits after the point are enough for eyes; NaN and infinity are null. */
  static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(Math.rint(value * 10_000) / 10_000);
    }
  }
}

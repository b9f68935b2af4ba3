package io.geostream.common.mapping.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.text.JsonNumber;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** A value in YAML as JSON. */
final class JsonText {

  private final String word;
  private final JsonGenerator json;

  private JsonText(String word, JsonGenerator json) {
    this.word = word;
    this.json = json;
  }

  /**
   * The JSON of a value.
   *
   * @param word whose value it is, for messages
   */
  static String of(YamlValue value, String word) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new JsonText(word, json).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(YamlValue value) throws IOException {
    if (value instanceof YamlMap map) {
      json.writeStartObject();
      for (Map.Entry<String, YamlMap.Member> member : map.members().entrySet()) {
        json.writeFieldName(member.getKey());
        write(member.getValue().value());
      }
      json.writeEndObject();
    } else if (value instanceof YamlList list) {
      json.writeStartArray();
      for (YamlValue element : list.values()) {
        write(element);
      }
      json.writeEndArray();
    } else if (value instanceof YamlScalar scalar) {
      write(scalar);
    }
  }

  private void write(YamlScalar scalar) throws IOException {
    switch (scalar.kind()) {
      case TEXT -> json.writeString(scalar.text());
      case NUMBER -> json.writeNumber(number(scalar));
      case BOOLEAN -> json.writeBoolean(scalar.bool(word));
      case NULL -> json.writeNull();
    }
  }

  /** As written, unless JSON writes it otherwise: {@code .5}, {@code +1}, {@code 0x1F}. */
  private String number(YamlScalar scalar) {
    String decimal = scalar.number(word).toString();
    return JsonNumber.matches(scalar.text()) ? scalar.text() : decimal;
  }
}

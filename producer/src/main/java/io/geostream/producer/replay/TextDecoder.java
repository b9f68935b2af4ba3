package io.geostream.producer.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.reading.Decoded;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.ReadingDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a reading of texts by name: of JSON that is decoded as such, so that one place has the
 * rules.
 */
final class TextDecoder {

  private static final Set<String> NUMBERS =
      NumericField.ALL.stream().map(NumericField::column).collect(Collectors.toUnmodifiableSet());
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final String BEYOND_DOUBLE = "1e999";

  private final ReadingDecoder decoder;
  private final CsvFormat format;
  private final boolean decimalComma;
  private final JsonFactory json = new JsonFactory();
  private final ByteArrayOutputStream object = new ByteArrayOutputStream();

  /**
   * @param decimalComma whether a number may have a comma in place of its point
   */
  TextDecoder(ReadingDecoder decoder, CsvFormat format, boolean decimalComma) {
    this.decoder = decoder;
    this.format = format;
    this.decimalComma = decimalComma;
  }

  /** Decodes texts; those that stand for an absent value are left out. */
  Decoded decode(List<String> names, List<String> texts) throws IOException {
    object.reset();
    try (JsonGenerator out = json.createGenerator(object)) {
      out.writeStartObject();
      for (int i = 0; i < names.size(); i++) {
        if (!format.isMissing(texts.get(i))) {
          out.writeFieldName(names.get(i));
          write(names.get(i), texts.get(i), out);
        }
      }
      out.writeEndObject();
    }
    return decoder.decode(object.toByteArray());
  }

  private void write(String name, String text, JsonGenerator out) throws IOException {
    String bare = text.strip();
    String number = decimalComma ? bare.replace(',', '.') : bare;
    if (!NUMBERS.contains(name)) {
      out.writeString(bare);
    } else if (NUMBER.matcher(number).matches()) {
      writeNumber(Double.parseDouble(number), out);
    } else {
      out.writeString(text);
    }
  }

  private static void writeNumber(double number, JsonGenerator out) throws IOException {
    if (Double.isInfinite(number)) {
      out.writeNumber(number > 0 ? BEYOND_DOUBLE : "-" + BEYOND_DOUBLE);
    } else {
      out.writeNumber(number);
    }
  }
}

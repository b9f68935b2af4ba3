package io.geostream.producer.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.common.reading.Decoded;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.ReadingDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** The decimal mark of the file's numbers: that of the first which has one. */
  private @Nullable Character decimalMark;

  /**
   * @param decimalComma whether numbers may have a comma in place of their point
   */
  TextDecoder(ReadingDecoder decoder, CsvFormat format, boolean decimalComma) {
    this.decoder = decoder;
    this.format = format;
    this.decimalComma = decimalComma;
  }

  /**
   * Decodes texts; those that stand for an absent value are left out. A number whose decimal mark
   * is not the file's may have a separator of thousands instead: it is bad.
   */
  Decoded decode(List<String> names, List<String> texts) throws IOException {
    for (int i = 0; i < names.size(); i++) {
      if (hasOtherMark(names.get(i), texts.get(i).strip())) {
        return new BadRecord(ErrorCode.WRONG_TYPE, otherMark(names.get(i), texts.get(i).strip()));
      }
    }
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

  private boolean hasOtherMark(String name, String bare) {
    if (!decimalComma || !NUMBERS.contains(name) || !isNumber(bare)) {
      return false;
    }
    char mark = bare.indexOf(',') >= 0 ? ',' : '.';
    if (bare.indexOf(mark) < 0) {
      return false;
    }
    if (decimalMark == null) {
      decimalMark = mark;
    }
    return decimalMark != mark;
  }

  private static String otherMark(String name, String bare) {
    return bare.indexOf(',') >= 0
        ? name + ": \"" + bare + "\" has a comma; earlier numbers have a decimal point"
        : name + ": \"" + bare + "\" has a point; earlier numbers have a decimal comma";
  }

  private boolean isNumber(String bare) {
    return NUMBER.matcher(withPoint(bare)).matches();
  }

  private String withPoint(String bare) {
    return decimalComma ? bare.replace(',', '.') : bare;
  }

  private void write(String name, String text, JsonGenerator out) throws IOException {
    String bare = text.strip();
    if (!NUMBERS.contains(name)) {
      out.writeString(bare);
    } else if (isNumber(bare)) {
      writeNumber(Double.parseDouble(withPoint(bare)), out);
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

package io.geostream.common.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes any reading, whatever is in its texts. Keeps a buffer: one writer a thread. */
final class JsonReadingWriter {

  private static final int USUAL_LENGTH = 512;

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(USUAL_LENGTH);

  /** The reading in UTF-8. */
  byte[] write(Reading reading) {
    buffer.reset();
    try (JsonGenerator out = json.createGenerator(buffer)) {
      out.writeStartObject();
      out.writeStringField(FieldNames.TIMESTAMP, Timestamps.format(reading.epochMicros()));
      out.writeStringField(FieldNames.LOCATION_ID, reading.locationId());
      for (NumericField field : NumericField.ALL) {
        if (reading.has(field)) {
          out.writeNumberField(field.column(), reading.get(field));
        } else {
          out.writeNullField(field.column());
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused bytes", e);
    }
    return buffer.toByteArray();
  }
}

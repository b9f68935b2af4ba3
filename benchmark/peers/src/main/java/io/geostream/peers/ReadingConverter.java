package io.geostream.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a structure with a schema out of the tutorial's JSON, which has none, as JDBC sinks need
 * it. Connect's own JSON converter could do it only if every message carried its schema: three
 * times the bytes, and a tree of nodes for each. This one is the quicker way for the sink, and so
 * the fairer one.
 */
public final class ReadingConverter implements Converter {

  /** What Debezium calls a text that is a point in time with an offset: a timestamptz. */
  private static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";

  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("reading")
          .field("time", SchemaBuilder.string().name(ZONED_TIMESTAMP).version(1).build())
          .field("location_id", Schema.STRING_SCHEMA)
          .field("latitude", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("longitude", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("temperature", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("humidity", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("pressure", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("wind_speed", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("wind_direction", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .build();

  private final JsonFactory json = new JsonFactory();

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {}

  @Override
  public byte @Nullable [] fromConnectData(
      String topic, @Nullable Schema schema, @Nullable Object value) {
    throw new DataException("readings are only read");
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    try (JsonParser parser = json.createParser(value)) {
      return new SchemaAndValue(SCHEMA, reading(parser));
    } catch (IOException e) {
      throw new DataException("no reading", e);
    }
  }

  private static Struct reading(JsonParser parser) throws IOException {
    Struct reading = new Struct(SCHEMA);
    parser.nextToken();
    String name;
    while ((name = parser.nextFieldName()) != null) {
      parser.nextToken();
      Field field = SCHEMA.field(name.equals("timestamp") ? "time" : name);
      if (field == null) {
        parser.skipChildren();
      } else if (field.schema().type() == Schema.Type.STRING) {
        reading.put(field, parser.getText());
      } else {
        reading.put(field, parser.getDoubleValue());
      }
    }
    return reading;
  }
}

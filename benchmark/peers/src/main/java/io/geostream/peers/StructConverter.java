package io.geostream.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a structure with a schema out of JSON, which has none, as JDBC sinks need it. Connect's own
 * JSON converter makes a tree of nodes for each message. This one is the quicker way for the sink,
 * and so the fairer one.
 *
 * <p>Its setting {@code fields} names them: {@code /ts=time:timestamptz,/device/id=id:text}. Those
 * of nested objects stay nested, under the names that they have in JSON.
 */
public final class StructConverter implements Converter {

  /** What Debezium calls a text that is a point in time with an offset: a timestamptz. */
  private static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";

  private static final String JSON = "io.debezium.data.Json";

  /** Where a value is, what its field is called if it is at the top, and its type in SQL. */
  private record Place(List<String> tokens, String name, String type) {

    static Place parse(String text) {
      String[] parts = text.split("[=:]", -1);
      return new Place(List.of(parts[0].substring(1).split("/", -1)), parts[1], parts[2]);
    }
  }

  /** A member of an object; null inside for a plain value. */
  private record Member(Field field, @Nullable Structure inner) {}

  /** An object. */
  private record Structure(Schema schema, Map<String, Member> members) {

    static Structure of(List<Place> places, int depth) {
      Map<String, List<Place>> byToken =
          places.stream()
              .collect(
                  Collectors.groupingBy(
                      place -> place.tokens().get(depth), LinkedHashMap::new, Collectors.toList()));
      SchemaBuilder builder = SchemaBuilder.struct().optional();
      Map<String, String> names = new LinkedHashMap<>();
      Map<String, Structure> inner = new HashMap<>();
      byToken.forEach(
          (token, within) -> {
            Place first = within.get(0);
            boolean plain = first.tokens().size() == depth + 1;
            String name = plain && depth == 0 ? first.name() : token;
            names.put(token, name);
            if (plain) {
              builder.field(name, schemaOf(first.type()));
            } else {
              inner.put(token, of(within, depth + 1));
              builder.field(name, inner.get(token).schema());
            }
          });
      Schema schema = builder.build();
      Map<String, Member> members = new HashMap<>();
      names.forEach(
          (token, name) -> members.put(token, new Member(schema.field(name), inner.get(token))));
      return new Structure(schema, members);
    }
  }

  private final JsonFactory json = new JsonFactory();
  private Structure structure = Structure.of(List.of(), 0);

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    String fields = String.valueOf(settings.get("fields"));
    structure = Structure.of(Arrays.stream(fields.split(",", -1)).map(Place::parse).toList(), 0);
  }

  private static Schema schemaOf(String type) {
    return switch (type) {
      case "timestamptz" -> SchemaBuilder.string().name(ZONED_TIMESTAMP).version(1).build();
      case "text" -> Schema.STRING_SCHEMA;
      case "jsonb" -> SchemaBuilder.string().name(JSON).version(1).optional().build();
      case "double precision" -> Schema.OPTIONAL_FLOAT64_SCHEMA;
      case "bigint" -> Schema.OPTIONAL_INT64_SCHEMA;
      case "integer" -> Schema.OPTIONAL_INT32_SCHEMA;
      case "boolean" -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
      default -> throw new DataException("no schema for " + type);
    };
  }

  @Override
  public byte @Nullable [] fromConnectData(
      String topic, @Nullable Schema schema, @Nullable Object value) {
    throw new DataException("messages are only read");
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    try (JsonParser parser = json.createParser(value)) {
      parser.nextToken();
      return new SchemaAndValue(structure.schema(), read(parser, structure));
    } catch (IOException e) {
      throw new DataException("no JSON", e);
    }
  }

  private Struct read(JsonParser parser, Structure as) throws IOException {
    Struct struct = new Struct(as.schema());
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      Member member = as.members().get(name);
      if (member == null) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        Structure inner = member.inner();
        struct.put(
            member.field(), inner == null ? value(parser, member.field()) : read(parser, inner));
      }
    }
    return struct;
  }

  private Object value(JsonParser parser, Field field) throws IOException {
    return switch (field.schema().type()) {
      case FLOAT64 -> parser.getDoubleValue();
      case INT64 -> parser.getLongValue();
      case INT32 -> parser.getIntValue();
      case BOOLEAN -> parser.getBooleanValue();
      default -> JSON.equals(field.schema().name()) ? copied(parser) : parser.getText();
    };
  }

  private String copied(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(text)) {
      generator.copyCurrentStructure(parser);
    }
    return text.toString();
  }
}

package io.geostream.consumer.tool.mapping.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What messages look like. */
public final class Profile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final SeenValues root = new SeenValues();
  private long messages;
  private @Nullable String fault;

  /**
   * Adds a message.
   *
   * @param value null for a tombstone
   */
  public void add(byte @Nullable [] value) {
    messages++;
    try {
      JsonNode message = JSON.readTree(value == null ? new byte[0] : value);
      if (!message.isMissingNode()) {
        root.add(message);
        return;
      }
      fault("it is empty");
    } catch (JsonProcessingException e) {
      fault(e.getOriginalMessage());
    } catch (IOException e) {
      fault(e.toString());
    }
  }

  private void fault(String what) {
    fault = fault == null ? what : fault;
  }

  /** What the messages as a whole are. */
  SeenValues root() {
    return root;
  }

  /** How many messages there are. */
  public long messages() {
    return messages;
  }

  /** What is wrong with the first that is not JSON. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }
}

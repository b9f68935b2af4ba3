package io.geostream.consumer.tool.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.tool.mapping.infer.MappingText;
import io.geostream.consumer.tool.mapping.infer.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is inferred from messages as devices and gateways send them takes all of them. */
final class SampleShapesTest {

  private static final Path SAMPLES =
      Path.of("src/test/resources/io/geostream/consumer/tool/mapping/samples");

  @ParameterizedTest
  @CsvSource({
    "chirpstack-v4-uplink, time, device_name,, 27",
    "gateway-batch, ts, device_id, /readings, 9",
    "home-assistant-state, last_updated, entity_id,, 10",
    "opcua-pubsub, timestamp, data_set_writer_id, /Messages, 15",
    "owntracks-location, tst, tid,, 20",
    "senml-pack, time,, '', 11",
    "shelly-gen2-status, ts, src,, 18",
    "tasmota-sensor, time,,, 19",
    "ttn-v3-uplink, received_at, device_id,, 27",
    "zigbee2mqtt, last_seen, friendly_name,, 18"
  })
  void itsMappingTakesEachMessage(String name, String time, String key, String each, int columns)
      throws IOException {
    List<String> messages = Files.readAllLines(SAMPLES.resolve(name + ".ndjson"));
    Profile profile = new Profile();
    messages.forEach(message -> profile.add(bytes(message)));
    Mapping mapping =
        MappingFile.parse(name, MappingText.of(profile, name, "samples").orElseThrow());
    assertThat(mapping.time()).isEqualTo(time);
    assertThat(mapping.key()).isEqualTo(Optional.ofNullable(key));
    assertThat(mapping.each().map(Object::toString)).isEqualTo(Optional.ofNullable(each));
    assertThat(mapping.columns()).hasSize(columns);
    Trial trial = new Trial(mapping, new AgeLimits(Duration.ZERO, Duration.ZERO), 0);
    assertThat(messages)
        .allSatisfy(message -> assertThat(trial.of(1, bytes(message)).letter()).isNull());
  }

  private static byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }
}

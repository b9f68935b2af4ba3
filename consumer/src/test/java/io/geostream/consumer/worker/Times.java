package io.geostream.consumer.worker;

import io.geostream.common.decode.Decoder;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Messages that are the times of their rows, in microseconds since 1970. */
final class Times {

  static final Mapping MAPPING =
      MappingFile.parse(
          "times",
          """
          table: times
          time: time
          each: ''
          columns:
            time: {type: timestamptz, format: epoch-us}
          """);

  private Times() {}

  static Decoder decoder() {
    return MappingDecoder.of(MAPPING, ignored -> {});
  }

  /** The value of a message. */
  static byte[] value(long... times) {
    return Arrays.stream(times)
        .mapToObj(time -> "{\"time\":" + time + "}")
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }
}

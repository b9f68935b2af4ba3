package io.geostream.common.decode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.geostream.common.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The decoder, its strict half and the reference under a fuzzer that sees which branches its input
 * reaches. A build runs the inputs of {@code DecoderFuzzTestInputs}; {@code JAZZER_FUZZ=1} fuzzes.
 */
class DecoderFuzzTest {

  /** Between messages: a byte that no UTF-8 has. */
  private static final byte SEPARATOR = (byte) 0xFF;

  private static final int MAPPINGS = 256;

  private static final Map<Integer, Mapping> KNOWN = new HashMap<>();

  /**
   * Decodes messages of one mapping, each twice, so that the decoder has learned its texts.
   *
   * @param data the number of a mapping, then the messages
   */
  @FuzzTest(maxDuration = "10m")
  void decodesEachMessageAsTheReferenceDoes(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int number = data[0] & (MAPPINGS - 1);
    DecodeOracle oracle = new DecodeOracle(mapping(number));
    oracle.decode(Decoded.record(usualMessage(number)));
    int from = 1;
    for (int at = 1; at <= data.length; at++) {
      if (at == data.length || data[at] == SEPARATOR) {
        byte[] message = Arrays.copyOfRange(data, from, at);
        oracle.decode(Decoded.record(message));
        oracle.decode(Decoded.record(message));
        from = at + 1;
      }
    }
  }

  private static Mapping mapping(int number) {
    return KNOWN.computeIfAbsent(
        number, seed -> new RandomMappings(new SplittableRandom(seed)).next());
  }

  /** A message of a mapping, the same each time. */
  static byte[] usualMessage(int number) {
    return new RandomMessages(new SplittableRandom(number), mapping(number))
        .next()
        .getBytes(StandardCharsets.UTF_8);
  }
}

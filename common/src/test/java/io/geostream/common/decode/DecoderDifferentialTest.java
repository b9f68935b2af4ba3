package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/**
 * Random messages of random mappings, spoilt or not, against the reference. The seed is printed,
 * and {@code -Dseed=…} repeats a run; {@code -Ddecode.messages=10000000} makes it a long one.
 */
class DecoderDifferentialTest {

  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final long MESSAGES = Long.getLong("decode.messages", 40_000);
  private static final int OF_A_MAPPING = 100;
  private static final long REPORT_EACH = 50_000;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @Test
  void decodesEachMessageAsTheReferenceDoes() {
    System.out.println("DecoderDifferentialTest: -Dseed=" + SEED);
    long good = 0;
    long started = System.nanoTime();
    for (long count = 0; count < MESSAGES; ) {
      long seed = random.nextLong();
      try {
        good += ofOneMapping(seed);
      } catch (AssertionError e) {
        throw new AssertionError("seed of the mapping: " + seed + "\n" + e.getMessage(), e);
      }
      count += OF_A_MAPPING;
      if (count % REPORT_EACH == 0) {
        System.out.printf(
            Locale.ROOT,
            "%d messages, %.0f a second, %.0f %% of them good%n",
            count,
            count * 1e9 / (System.nanoTime() - started),
            100.0 * good / count);
      }
    }
    assertThat(good).as("both kinds are met").isBetween(MESSAGES / 10, MESSAGES * 9 / 10);
  }

  /** Gives how many were good. */
  private static int ofOneMapping(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Mapping mapping = new RandomMappings(random).next();
    RandomMessages messages = new RandomMessages(random, mapping);
    Mutations mutations = new Mutations(random);
    DecodeOracle oracle = new DecodeOracle(mapping);
    int good = 0;
    byte[] last = {};
    for (int i = 0; i < OF_A_MAPPING; i++) {
      byte[] value = last;
      if (i == 0 || random.nextInt(3) > 0) {
        value = messages.next().getBytes(StandardCharsets.UTF_8);
        last = value;
      }
      if (random.nextInt(3) == 0) {
        value = mutations.of(value);
      }
      good += oracle.decode(record(random, value)).faults().isEmpty() ? 1 : 0;
    }
    return good;
  }

  private static ConsumerRecord<byte[], byte[]> record(RandomGenerator random, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    for (int n = random.nextInt(4); n > 0; n--) {
      headers.add(random.nextBoolean() ? "unit" : "Site", text(random));
    }
    return new ConsumerRecord<>(
        random.nextInt(4) > 0 ? "12" : "topic",
        random.nextInt(4),
        random.nextLong(1L << (1 + random.nextInt(62))),
        random.nextInt(40) == 0 ? -1 : random.nextLong(2_000_000_000_000L),
        TimestampType.CREATE_TIME,
        0,
        value.length,
        random.nextInt(20) == 0 ? null : text(random),
        value,
        headers,
        Optional.empty());
  }

  private static byte[] text(RandomGenerator random) {
    byte[] notUtf8 = {'a', (byte) 0xFF};
    return switch (random.nextInt(60)) {
      case 0 -> notUtf8;
      case 1 -> "\u0000".getBytes(StandardCharsets.UTF_8);
      case 2 -> "2026-11-22T20:07:56".getBytes(StandardCharsets.UTF_8);
      case 3 -> "\u00fc".getBytes(StandardCharsets.UTF_8);
      case 4 -> "true".getBytes(StandardCharsets.UTF_8);
      case 5 -> "NA".getBytes(StandardCharsets.UTF_8);
      default -> "7".getBytes(StandardCharsets.UTF_8);
    };
  }
}

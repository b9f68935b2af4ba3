package io.geostream.common.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.geostream.common.decode.BadRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The codec under random input; the seed is printed, and {@code -Dseed=…} repeats a run. */
class ReadingCodecPropertyTest {

  private static final int READINGS = 5_000;
  private static final int MUTANTS = 30_000;
  private static final String SNIPPETS = "{}[]\",:\\/0123456789.eE+-nulltruefalseNaN \t\n\u0000é";

  private final ReadingDecoder decoder = new ReadingDecoder(count -> {});
  private final JsonReadingWriter writer = new JsonReadingWriter();
  private Random random = new Random(0);

  @BeforeEach
  void seed() {
    Long given = Long.getLong("seed");
    long seed = given != null ? given : new Random().nextLong();
    System.out.println("ReadingCodecPropertyTest: -Dseed=" + seed);
    random = new Random(seed);
  }

  @Test
  void whatIsEncodedDecodesToTheSameBitForBit() {
    for (int i = 0; i < READINGS; i++) {
      Reading reading = randomReading();
      byte[] json = writer.write(reading);
      if (!isSame(decoder.decode(json), reading)) {
        fail("%s became %s", reading, decoder.decode(json));
      }
    }
  }

  private static boolean isSame(Decoded decoded, Reading reading) {
    return decoded instanceof Reading again
        && again.epochMicros() == reading.epochMicros()
        && again.locationId().equals(reading.locationId())
        && NumericField.ALL.stream()
            .allMatch(
                field ->
                    Double.doubleToLongBits(again.get(field))
                        == Double.doubleToLongBits(reading.get(field)));
  }

  @Test
  void noMutantThrowsAndWhatDecodesObeysTheRules() {
    int readings = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutated(writer.write(randomReading()));
      try {
        readings += checked(decoder.decode(mutant));
      } catch (RuntimeException e) {
        throw new AssertionError("threw at " + HexFormat.of().formatHex(mutant), e);
      }
    }
    assertThat(readings).as("both kinds are met").isBetween(MUTANTS / 100, MUTANTS * 99 / 100);
  }

  /**
   * The short way through a message may take nothing that the long one refuses or reads otherwise.
   */
  @Test
  void aMutantIsReadAsTheParserAloneReadsIt() {
    LongAdder ignored = new LongAdder();
    LongAdder ignoredByParser = new LongAdder();
    ReadingDecoder both = new ReadingDecoder(ignored::add);
    JsonReadingParser parser = new JsonReadingParser(ignoredByParser::add);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutated(writer.write(randomReading()));
      if (!both.decode(mutant).equals(parser.decode(mutant))
          || ignored.sum() != ignoredByParser.sum()) {
        fail("read otherwise: %s", HexFormat.of().formatHex(mutant));
      }
    }
  }

  /** Gives 1 for a reading. */
  private static int checked(Decoded decoded) {
    if (decoded instanceof BadRecord bad) {
      Messages.assertPresentable(bad);
      return 0;
    }
    Reading reading = (Reading) decoded;
    double[] numbers = NumericField.ALL.stream().mapToDouble(reading::get).toArray();
    assertThat(ReadingRules.firstFault(reading.epochMicros(), reading.locationId(), numbers))
        .isNull();
    return 1;
  }

  private byte[] mutated(byte[] json) {
    byte[] bytes = json;
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> withByte(bytes, at, (byte) random.nextInt());
            case 1 -> replaced(bytes, at, at + 1, snippet());
            case 2 -> replaced(bytes, at, at, snippet());
            case 3 -> replaced(bytes, at, Math.min(bytes.length, at + random.nextInt(20)), "");
            default -> replaced(bytes, at, at, slice(bytes));
          };
      if (bytes.length == 0) {
        return bytes;
      }
    }
    return bytes;
  }

  private static byte[] withByte(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, String by) {
    byte[] middle = by.getBytes(StandardCharsets.ISO_8859_1);
    byte[] changed = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
    System.arraycopy(middle, 0, changed, from, middle.length);
    System.arraycopy(bytes, to, changed, from + middle.length, bytes.length - to);
    return changed;
  }

  private String snippet() {
    int at = random.nextInt(SNIPPETS.length());
    return SNIPPETS.substring(at, Math.min(SNIPPETS.length(), at + 1 + random.nextInt(3)));
  }

  private String slice(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(60, bytes.length - from) + 1);
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private Reading randomReading() {
    long span = ReadingRules.MAX_EPOCH_MICROS - ReadingRules.MIN_EPOCH_MICROS;
    long micros = ReadingRules.MIN_EPOCH_MICROS + (long) (random.nextDouble() * span);
    Reading.Builder builder = Reading.at(micros, randomLocation());
    for (NumericField field : NumericField.ALL) {
      if (random.nextInt(5) > 0) {
        builder.set(field, randomNumber(field));
      }
    }
    return builder.set(NumericField.TEMPERATURE, randomNumber(NumericField.TEMPERATURE)).build();
  }

  /** Within the field's range: evenly spread, of any magnitude, of few digits, or a bound. */
  private double randomNumber(NumericField field) {
    return switch (random.nextInt(6)) {
      case 0 -> field.min();
      case 1 -> field.max();
      case 2 -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield field.accepts(any) ? any : field.max();
      }
      case 3, 4 -> {
        double power = Math.pow(10, random.nextInt(8));
        double even = field.min() + random.nextDouble() * (field.max() - field.min());
        double few = Math.rint(even * power) / power;
        yield field.accepts(few) ? few : field.min();
      }
      default -> field.min() + random.nextDouble() * (field.max() - field.min());
    };
  }

  /** A third of them as programs call them: plain ASCII. */
  private String randomLocation() {
    boolean plain = random.nextInt(3) == 0;
    StringBuilder id = new StringBuilder();
    for (int n = 1 + random.nextInt(128); n > 0; n--) {
      id.appendCodePoint(plain ? '0' + random.nextInt(10) : randomCodePoint());
    }
    return id.toString();
  }

  private int randomCodePoint() {
    int codePoint =
        random.nextBoolean() ? ' ' + random.nextInt(95) : random.nextInt(Character.MAX_CODE_POINT);
    boolean allowed =
        !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    return allowed ? codePoint : 'x';
  }
}

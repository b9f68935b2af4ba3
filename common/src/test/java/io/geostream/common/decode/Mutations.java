package io.geostream.common.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Spoils bytes a little. */
final class Mutations {

  private static final String SNIPPETS =
      "{}[]\",:\\/0123456789.eE+-nulltruefalseNaN \t\n\u0000\u00e9{}},]}\"a\":[{null";

  private final RandomGenerator random;

  Mutations(RandomGenerator random) {
    this.random = random;
  }

  byte[] of(byte[] bytes) {
    byte[] mutant = bytes;
    for (int n = random.nextInt(3); n >= 0 && mutant.length > 0; n--) {
      mutant = once(mutant);
    }
    return mutant;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int further = Math.min(bytes.length, at + 1 + random.nextInt(20));
    return switch (random.nextInt(8)) {
      case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt()});
      case 1 -> replaced(bytes, at, at + 1, snippet());
      case 2 -> replaced(bytes, at, at, snippet());
      case 3 -> replaced(bytes, at, further, new byte[0]);
      case 4 -> replaced(bytes, at, at, slice(bytes));
      case 5 -> Arrays.copyOf(bytes, at);
      case 6 -> swapped(bytes, at, random.nextInt(bytes.length));
      default -> {
        byte[] cut = Arrays.copyOf(bytes, at + 1);
        cut[at] = (byte) (random.nextBoolean() ? '}' : ']');
        yield cut;
      }
    };
  }

  private static byte[] swapped(byte[] bytes, int one, int other) {
    byte[] swapped = bytes.clone();
    swapped[one] = bytes[other];
    swapped[other] = bytes[one];
    return swapped;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    byte[] changed = Arrays.copyOf(bytes, from + by.length + bytes.length - to);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
    return changed;
  }

  private byte[] snippet() {
    int at = random.nextInt(SNIPPETS.length());
    return SNIPPETS
        .substring(at, Math.min(SNIPPETS.length(), at + 1 + random.nextInt(3)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] slice(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(60)));
  }
}

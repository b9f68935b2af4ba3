package io.geostream.stack;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords for servers that live no longer than this JVM. */
final class Passwords {
  private static final int BYTES = 16;

  private Passwords() {}

  /** 128 random bits as 32 hexadecimal digits. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

package io.geostream.consumer.settings;

/** A certificate to read. */
final class Certificates {

  static final String SELF_SIGNED =
      """
      -----BEGIN CERTIFICATE-----
      MIIBdTCCARugAwIBAgIUTI1bduDB73N8DflUpsBd0zJseccwCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjkwMDQzMzhaGA8yMTI2MTEwNTAwNDMz
      OFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKgC
      uLDyeGbptMJu6u0A1TjuVBFIlTkjao16cuGYhYQCnkXX8X4i4BthXRreYg1Gn4N+
      xtW+F6/oLSUhTeVx7YSjUzBRMB0GA1UdDgQWBBTmIs/01Krh2cUUGR9rZmbvwZt6
      hTAfBgNVHSMEGDAWgBTmIs/01Krh2cUUGR9rZmbvwZt6hTAPBgNVHRMBAf8EBTAD
      AQH/MAoGCCqGSM49BAMCA0gAMEUCICpwICshroK0KoBPcgCu71BA42sd6l20fYSv
      Td/WASBdAiEAiNRN8TDLeNjXP1FGGg+TEGPTCZ+h6k177jxrRuZbxuE=
      -----END CERTIFICATE-----
      """;

  private Certificates() {}
}

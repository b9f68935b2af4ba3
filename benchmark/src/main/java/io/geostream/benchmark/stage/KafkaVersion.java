package io.geostream.benchmark.stage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of Kafka that is in this program, broker and clients. */
public final class KafkaVersion {

  private static final String FILE = "/kafka/kafka-version.properties";

  private KafkaVersion() {}

  /** As Kafka's own file has it; "unknown" without that file. */
  public static String current() throws IOException {
    Properties properties = new Properties();
    try (InputStream file = KafkaVersion.class.getResourceAsStream(FILE)) {
      if (file != null) {
        properties.load(file);
      }
    }
    return properties.getProperty("version", "unknown");
  }
}

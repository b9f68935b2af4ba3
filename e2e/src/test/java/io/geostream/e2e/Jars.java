package io.geostream.e2e;

import java.nio.file.Path;

/** The jars that the build has made just before. */
final class Jars {

  static final Path PRODUCER = jar("producer", "producer.jar");
  static final Path CONSUMER = jar("consumer", "consumer.jar");
  static final Path DEMO = jar("demo-app", "demo.jar");

  private Jars() {}

  private static Path jar(String module, String name) {
    return Path.of("..", module, "target", name).toAbsolutePath().normalize();
  }
}

package io.geostream.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The broker's process: formats its data folder if that is new, then runs Kafka's own main. One JVM
 * start instead of two.
 */
final class KafkaBrokerMain {
  private KafkaBrokerMain() {}

  /**
   * Runs the broker until SIGTERM.
   *
   * @param args the properties file, the data folder, the cluster id
   */
  public static void main(String[] args) {
    String properties = args[0];
    Path data = Path.of(args[1]);
    if (!Files.exists(data.resolve("meta.properties"))) {
      int failed =
          StorageTool.execute(
              new String[] {"format", "--config", properties, "--cluster-id", args[2]}, System.out);
      if (failed != 0) {
        System.exit(failed);
      }
    }
    Kafka.main(new String[] {properties});
  }
}

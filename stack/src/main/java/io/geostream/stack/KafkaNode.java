package io.geostream.stack;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * What one broker is, alone or among others.
 *
 * @param name of its process, and of its log
 * @param port for clients
 * @param controllerPort for the nodes of its cluster
 * @param bootstrapServers where clients find the cluster
 * @param settings added to a broker's usual ones, or replacing them
 */
record KafkaNode(
    String name,
    int port,
    int controllerPort,
    String clusterId,
    String bootstrapServers,
    Map<String, String> settings) {

  /** A cluster of one node, on free ports. */
  static KafkaNode alone(Map<String, String> settings) {
    List<Integer> ports = FreePorts.pick(2);
    return new KafkaNode(
        "broker",
        ports.get(0),
        ports.get(1),
        Uuid.randomUuid().toString(),
        address(ports.get(0)),
        settings);
  }

  /** Where a node listens. */
  static String address(int port) {
    return "127.0.0.1:" + port;
  }
}

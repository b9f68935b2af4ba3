package io.geostream.common.kafka;

/** A bootstrap server speaks another protocol than Kafka's. */
public final class NotKafkaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotKafkaException(String problem) {
    super("--bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS): " + problem);
  }
}

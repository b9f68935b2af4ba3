package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * How members and broker agree, in either way with sessions so short that the dead are missed soon.
 */
enum GroupProtocol {
  /** Members agree among themselves; each names its own session. */
  CLASSIC,
  /** The broker assigns (KIP-848), and the session is a setting of the group. */
  CONSUMER;

  static final String NEW_PROTOCOL = "group.protocol=consumer";

  /** Longer than a busy machine makes a member wait. */
  static final int SESSION_MILLIS = 3_000;

  private static final int HEARTBEAT_MILLIS = 300;

  /** The same with consumers of this protocol. */
  Pipeline of(Pipeline pipeline) throws ExecutionException, InterruptedException {
    return switch (this) {
      case CLASSIC ->
          pipeline.withConsumerFlags(
              "-K", "group.protocol=classic",
              "-K", "session.timeout.ms=" + SESSION_MILLIS,
              "-K", "heartbeat.interval.ms=" + HEARTBEAT_MILLIS);
      case CONSUMER -> {
        setSessionOfGroup(pipeline);
        yield pipeline.withConsumerFlags("-K", NEW_PROTOCOL);
      }
    };
  }

  private static void setSessionOfGroup(Pipeline pipeline)
      throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, pipeline.topic()),
                  List.of(
                      set("consumer.session.timeout.ms", SESSION_MILLIS),
                      set("consumer.heartbeat.interval.ms", HEARTBEAT_MILLIS))))
          .all()
          .get();
    }
  }

  private static AlterConfigOp set(String key, int value) {
    return new AlterConfigOp(
        new ConfigEntry(key, Integer.toString(value)), AlterConfigOp.OpType.SET);
  }
}

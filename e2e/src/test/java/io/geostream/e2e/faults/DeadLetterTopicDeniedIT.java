package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

@FaultScenario
final class DeadLetterTopicDeniedIT {

  private static final int BAD_RECORDS = 20;

  private static final Map<String, String> WITH_RIGHTS =
      Map.of(
          "authorizer.class.name",
          "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found",
          "true");

  @Test
  void aConsumerThatMayNotWriteDeadLettersStopsAndSkipsNothing(Scenario scenario) throws Exception {
    try (KafkaBroker broker = scenario.broker(WITH_RIGHTS);
        Pipeline pipeline = scenario.pipeline(broker, SharedStack.freshDatabase(), 4);
        Sender readings = Sender.of(pipeline).stream(1_000);
        Sender badRecords = Sender.of(pipeline);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      WholeUpToItsOffsets committed = new WholeUpToItsOffsets(pipeline.sql());
      List<KnownSet.Sent> delivered = List.of();
      for (int time = 1; time <= scenario.scaled(1); time++) {
        try (Program denied = pipeline.consumer("denied-" + time, "--workers", "2")) {
          new Group(pipeline).awaitAtWork(2, denied);
          readings.awaitMore(500);
          admin.createAcls(writingDenied(pipeline)).all().get();
          scenario.injected();
          List<KnownSet.Sent> sent = badRecords.sendBadRecords(BAD_RECORDS).sent().badRecords();

          assertThat(denied.fails()).contains("uthoriz", pipeline.topic() + ".dead-letter");
          assertThat(committed.holds(sent))
              .as("bad records that are dealt with")
              .containsExactlyInAnyOrderElementsOf(delivered);
          admin
              .deleteAcls(writingDenied(pipeline).stream().map(AclBinding::toFilter).toList())
              .all()
              .get();
        }
        try (Program allowed = pipeline.consumer("allowed-" + time, "--workers", "2")) {
          new Group(pipeline).awaitAtWork(2, allowed);
          delivered = badRecords.sent().badRecords();
          WholeUpToItsOffsets written = new WholeUpToItsOffsets(pipeline.sql());
          int all = delivered.size();
          await()
              .atMost(Program.LONG)
              .until(() -> written.holds(badRecords.sent().badRecords()).size() == all);
          readings.awaitMore(500);
          allowed.awaitReady();
          allowed.stopsOnSigterm();
        }
      }
      KnownSet sent = readings.stop().with(badRecords.sent().badRecords());
      try (Program last = pipeline.consumer("last", "--drain")) {
        last.succeeds();
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  /** To describe it is allowed, as to create it. */
  private static List<AclBinding> writingDenied(Pipeline pipeline) {
    return List.of(
        acl(pipeline, AclOperation.ALL, AclPermissionType.ALLOW),
        acl(pipeline, AclOperation.WRITE, AclPermissionType.DENY));
  }

  private static AclBinding acl(
      Pipeline pipeline, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(
            ResourceType.TOPIC, pipeline.topic() + ".dead-letter", PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", operation, permission));
  }
}

package io.geostream.consumer.tool.offsets;

import io.geostream.common.daemon.Faults;
import io.geostream.common.settings.SettingException;
import io.geostream.consumer.kafka.Groups;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.report.Column;
import io.geostream.consumer.tool.report.Report;
import io.geostream.consumer.tool.report.Stdout;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code consumer.jar offsets reset}: prints what would change; changes it with {@code --execute}.
 */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sets where partitions go on, or frees the group for another table. Without --execute it only prints what would change.",
      "The offsets are changed, never rows: what is read again is in the table twice unless it is deleted first."
    })
final class ResetCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ResetCommand.class);
  private static final String FORGET_TABLE = "--forget-table";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("partition", 9),
          new Column("stored", 12),
          new Column("new", 12),
          new Column("meaning", 24));

  private final Map<String, String> environment;
  private final Clock clock;

  @Option(
      names = ResetTo.FLAG,
      paramLabel = "WHERE",
      description =
          "earliest; latest; an offset; a time such as 2026-01-31T12:00:00Z or a duration ago such as 2h (the first record since);"
              + " stored (where it is, after Kafka's log was cut and has grown again).")
  private @Nullable String to;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "A partition to set; repeatable. Default: all.")
  private List<Integer> partitions = new ArrayList<>();

  @Option(
      names = FORGET_TABLE,
      description =
          "Let the group feed another table from the topic, in all partitions: the next consumer's. Without --to the offsets stay.")
  private boolean forgetTable;

  @Option(
      names = "--execute",
      description = "Do it. All consumers of the group have to be stopped.")
  private boolean execute;

  @Mixin private final OffsetsSettings settings = new OffsetsSettings();

  ResetCommand(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ResetTo target = target();
    PrintWriter out = Stdout.open();
    return OffsetServers.run(settings, environment, servers -> reset(servers, target, out));
  }

  /** Null if the offsets stay. */
  private @Nullable ResetTo target() {
    if (to != null) {
      return ResetTo.parse(to, clock.instant());
    }
    if (!forgetTable) {
      throw new SettingException(
          ResetTo.FLAG,
          "is missing: where partitions go on; only " + FORGET_TABLE + " stands alone");
    }
    if (!partitions.isEmpty()) {
      throw new SettingException(
          "--partition",
          "needs " + ResetTo.FLAG + ": " + FORGET_TABLE + " is about all partitions");
    }
    return null;
  }

  private void reset(OffsetServers servers, @Nullable ResetTo target, PrintWriter out)
      throws SQLException, IOException {
    Snapshot snapshot = servers.snapshot();
    ResetPlan plan = plan(servers, snapshot, target);
    List<String> members = servers.groups().members(settings.group());
    if (execute) {
      refuseWhileActive(members);
    }
    Report report = settings.report(out, COLUMNS);
    plan.changes().forEach(change -> print(report, change));
    if (forgetTable) {
      logTable(snapshot.stored());
    }
    Stdout.refuseLoss(out);
    if (execute) {
      execute(servers, snapshot, plan);
    } else {
      logDryRun(plan, members);
    }
  }

  private void logTable(StoredRows stored) {
    log.info(
        "the table that the group feeds, to be forgotten: {}",
        stored.tables().isEmpty() ? "none yet" : String.join(", ", stored.tables()));
  }

  private ResetPlan plan(OffsetServers servers, Snapshot snapshot, @Nullable ResetTo target) {
    if (target == null) {
      return new ResetPlan(List.of());
    }
    Set<Integer> chosen = ResetPlan.chosen(snapshot, partitions);
    Map<Integer, Long> times =
        target instanceof ResetTo.Time time
            ? servers.topics().offsetsSince(settings.topic().name(), chosen, time.from())
            : Map.of();
    return ResetPlan.of(snapshot, chosen, target, times);
  }

  private static void print(Report report, Change change) {
    OffsetRow before = change.before();
    report.row(
        change.partition(), before == null ? null : before.next(), change.next(), change.meaning());
  }

  private void refuseWhileActive(List<String> members) {
    if (!members.isEmpty()) {
      throw new ToolException(
          "group %s has members: %s; stop them first (one that was killed counts until its session ends). Nothing is changed"
              .formatted(settings.group(), String.join(", ", members)));
    }
  }

  private void logDryRun(ResetPlan plan, List<String> members) {
    if (plan.readsAgain()) {
      log.warn(
          "what is read again will be in the table twice, unless those rows are deleted first");
    }
    if (!members.isEmpty()) {
      log.warn("to be stopped first: {}", String.join(", ", members));
    }
    log.info("nothing is changed; --execute does it");
  }

  private void execute(OffsetServers servers, Snapshot snapshot, ResetPlan plan)
      throws SQLException {
    servers.rows().apply(snapshot.topic().clusterId(), plan.changes(), forgetTable);
    if (forgetTable) {
      log.info("the table is forgotten");
    }
    if (!plan.changes().isEmpty()) {
      log.info("{} partition(s) of {} are set", plan.changes().size(), settings.topic().name());
      commitInKafka(servers.groups(), plan);
    }
  }

  /** For lag tools; consumers do not read it, so it is no reason to fail. */
  private void commitInKafka(Groups groups, ResetPlan plan) {
    try {
      groups.commit(settings.group(), settings.topic().name(), plan.offsets());
    } catch (KafkaException e) {
      log.warn("the group's commit in Kafka, for lag tools, stays as it is: {}", Faults.oneLine(e));
    }
  }
}

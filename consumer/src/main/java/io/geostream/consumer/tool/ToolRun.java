package io.geostream.consumer.tool;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Logging;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.tool.report.Stdout;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Runs a tool from its settings to its exit code; logs, and the line of a fault, go to stderr. */
public final class ToolRun {

  /** How long a broker may take for an answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** How long a client may take to close: a broker that is away is not waited for once more. */
  public static final Duration CLOSE = Duration.ofSeconds(2);

  private ToolRun() {}

  /** What a tool does. */
  public interface Work {

    /**
     * Works until done or until a stop is requested.
     *
     * @param admin a client of brokers that speak Kafka's protocol, or do not answer
     * @param resources what is opened goes in here, and is closed in reverse order
     * @throws ToolException a fault
     * @throws IOException if the results cannot be printed
     */
    void run(Admin admin, StopSignal stop, Resources resources) throws IOException;
  }

  /** Prints what a tool finds; what it opens goes into the resources. */
  public interface Printing {
    void run(PrintWriter out, StopSignal stop, Resources resources) throws IOException;
  }

  /** Runs a tool that asks no brokers; as {@link #run} otherwise. */
  public static int print(LoggingSettings logging, Printing work) {
    Logging.configureToStderr(logging);
    return Daemon.run(
        (stop, resources) -> {
          PrintWriter out = Stdout.open();
          work.run(out, stop, resources);
          Stdout.refuseLoss(out);
        });
  }

  /**
   * Runs a tool that asks the brokers.
   *
   * @param brokerFault what a fault of the brokers means to the user
   * @return the exit code
   * @throws io.geostream.common.settings.SettingException if a setting cannot be used
   */
  public static int run(
      LoggingSettings logging,
      KafkaSettings kafka,
      Work work,
      BiFunction<KafkaException, BrokerProbe, ToolException> brokerFault) {
    Logging.configureToStderr(logging);
    Map<String, Object> client = ClientSettings.admin(kafka);
    return Daemon.run(
        (stop, resources) -> {
          try {
            BrokerProbe.of(client).check();
            Admin admin = Clients.make(client, Admin::create);
            resources.add(() -> admin.close(CLOSE));
            work.run(admin, stop, resources);
          } catch (KafkaException e) {
            throw brokerFault.apply(e, BrokerProbe.of(client));
          }
        });
  }
}

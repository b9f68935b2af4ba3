package io.geostream.common.daemon;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.LevelFilter;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.common.settings.LoggingSettings.Format;
import io.geostream.common.settings.LoggingSettings.Level;
import io.geostream.common.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Logging to the console, errors to stderr and the rest to stdout, set up in code: no file is
 * looked for, which saves start-up time and surprises. Logback finds this class as its
 * configurator; {@link #configure} then applies the user's settings.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  private static final String TEXT_PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n%ex{short}";

  /**
   * Kafka's classes that log as errors what are none (a new topic without a known leader, a member
   * that leaves a group which has removed it already, a full poll), or what we report ourselves
   * (refused credentials).
   */
  private static final List<String> FALSE_ALARMS =
      List.of(
          "org.apache.kafka.clients.NetworkClient",
          "org.apache.kafka.clients.admin.internals.PartitionLeaderStrategy",
          "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator",
          "org.apache.kafka.clients.consumer.internals.CompletedFetch");

  /** At TRACE the driver prints the digest of an MD5 login, from which a password can be found. */
  private static final String LOGINS = "org.postgresql.core.v3.ConnectionFactoryImpl";

  /** Logback's entry, before any setting is read. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    apply(context, ConsoleTarget.SystemOut, Level.INFO, Format.TEXT);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Applies the user's settings. */
  public static void configure(LoggingSettings settings) {
    configure(settings, ConsoleTarget.SystemOut);
  }

  /**
   * Applies the user's settings, and leaves stdout to a program's results. Such a program ends with
   * one line; what Kafka's clients log besides, partly with stack traces, appears at DEBUG only.
   */
  public static void configureToStderr(LoggingSettings settings) {
    configure(settings, ConsoleTarget.SystemErr);
    if (settings.level().compareTo(Level.DEBUG) < 0) {
      ((LoggerContext) LoggerFactory.getILoggerFactory())
          .getLogger("org.apache.kafka")
          .setLevel(ch.qos.logback.classic.Level.OFF);
    }
  }

  private static void configure(LoggingSettings settings, ConsoleTarget target) {
    apply(
        (LoggerContext) LoggerFactory.getILoggerFactory(),
        target,
        settings.level(),
        settings.format());
  }

  private static void apply(
      LoggerContext context, ConsoleTarget target, Level level, Format format) {
    context.reset();
    takeOverJavaUtilLogging(context);
    ThresholdFilter errors = new ThresholdFilter();
    errors.setLevel("ERROR");
    LevelFilter others = new LevelFilter();
    others.setLevel(ch.qos.logback.classic.Level.ERROR);
    others.setOnMatch(FilterReply.DENY);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(console(context, ConsoleTarget.SystemErr, errors, format));
    root.addAppender(console(context, target, others, format));
    root.setLevel(logback(level));
    quieten(context, level);
    if (level == Level.TRACE) {
      context.getLogger(LOGINS).setLevel(logback(Level.DEBUG));
    }
  }

  private static ConsoleAppender<ILoggingEvent> console(
      LoggerContext context, ConsoleTarget target, Filter<ILoggingEvent> filter, Format format) {
    filter.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(target.getName());
    console.addFilter(filter);
    console.setEncoder(encoder(context, format));
    console.start();
    return console;
  }

  /**
   * The PostgreSQL driver and the JDK log to java.util.logging, which has a format of its own. It
   * passes on what the level of its logger here allows, and prints nothing itself.
   */
  private static void takeOverJavaUtilLogging(LoggerContext context) {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    LevelChangePropagator levels = new LevelChangePropagator();
    levels.setContext(context);
    levels.setResetJUL(true);
    context.addListener(levels);
    levels.start();
  }

  /**
   * The libraries log each retry and each of their settings; we log what concerns an operator, in
   * one line an event. At DEBUG they log everything again.
   */
  private static void quieten(LoggerContext context, Level level) {
    if (level.compareTo(Level.DEBUG) < 0) {
      context.getLogger("org.apache.kafka").setLevel(logback(Level.ERROR));
      FALSE_ALARMS.forEach(
          name -> context.getLogger(name).setLevel(ch.qos.logback.classic.Level.OFF));
      context.getLogger("com.zaxxer.hikari").setLevel(logback(Level.ERROR));
      context.getLogger("org.flywaydb").setLevel(logback(Level.ERROR));
      context.getLogger("org.eclipse.jetty").setLevel(logback(Level.ERROR));
      context.getLogger("io.micrometer").setLevel(logback(Level.ERROR));
      context.getLogger("org.postgresql").setLevel(ch.qos.logback.classic.Level.OFF);
    }
  }

  private static ch.qos.logback.classic.Level logback(Level level) {
    return ch.qos.logback.classic.Level.toLevel(level.name());
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
    if (format == Format.JSON) {
      JsonEncoder json = new JsonEncoder();
      json.setWithMessage(false); // the pattern means little without its arguments
      json.setWithFormattedMessage(true);
      json.setWithArguments(false);
      json.setWithContext(false);
      json.setWithSequenceNumber(false);
      json.setWithNanoseconds(false);
      json.setContext(context);
      json.start();
      return new PrintableEncoder(json, Printable::json);
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(TEXT_PATTERN);
    text.setCharset(StandardCharsets.UTF_8);
    text.start();
    return new PrintableEncoder(text, Printable::lines);
  }
}

package io.geostream.sql;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs Flyway's messages at DEBUG: {@link SchemaMigrator} logs what people need to know in one
 * line, and failures are exceptions. Public with a public constructor because Flyway makes it by
 * name.
 */
public final class QuietFlywayLog implements LogCreator {

  /** Called by Flyway. */
  public QuietFlywayLog() {}

  @Override
  public Log createLogger(Class<?> source) {
    return new AtDebug(LoggerFactory.getLogger(source));
  }

  private record AtDebug(Logger logger) implements Log {
    @Override
    public void debug(String message) {
      logger.debug(message);
    }

    @Override
    public void info(String message) {
      logger.debug(message);
    }

    @Override
    public void warn(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message, Exception cause) {
      logger.debug(message, cause);
    }

    @Override
    public void notice(String message) {
      logger.debug(message);
    }
  }
}

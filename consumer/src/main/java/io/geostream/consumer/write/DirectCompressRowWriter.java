package io.geostream.consumer.write;

import io.geostream.consumer.batch.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows with the same COPY as {@link CopyRowWriter}, which TimescaleDB compresses as they
 * come in: they go straight into the columnstore.
 *
 * <p>Where TimescaleDB cannot do that (somebody gave the table a unique index since the start) it
 * writes into the rowstore, and says so in a warning, from which the mode is told.
 */
public final class DirectCompressRowWriter implements RowWriter {

  /**
   * For this transaction alone, and in one round trip together with the BEGIN. Without a {@code
   * segmentby}, TimescaleDB would guess one from the first rows of each chunk: with one station
   * that is another layout than the schema's. The warning has to reach the client whatever the
   * role's settings are.
   */
  private static final String SETTINGS =
      """
      SET LOCAL timescaledb.enable_direct_compress_copy = on;
      SET LOCAL timescaledb.enable_direct_compress_auto_segmentby = off;
      SET LOCAL client_min_messages = warning""";

  private static final String SWITCHED_OFF = "disabling direct compress";

  private final CopyRowWriter copy = new CopyRowWriter();

  @Override
  public Mode write(Connection connection, CopyRows rows, int from, int to) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
    }
    copy.write(connection, rows, from, to);
    return isSwitchedOff(connection.getWarnings()) ? Mode.COPY : Mode.DIRECT_COMPRESS;
  }

  private static boolean isSwitchedOff(@Nullable SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      if (String.valueOf(warning.getMessage()).contains(SWITCHED_OFF)) {
        return true;
      }
    }
    return false;
  }
}

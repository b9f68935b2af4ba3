package io.geostream.benchmark.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The limit: nothing but COPY of rows that were encoded beforehand and are in memory, a transaction
 * a batch, on two connections.
 */
@Command(name = "client-limit", hidden = true)
public final class LimitClient implements Callable<Integer> {

  private static final int CONNECTIONS = 2;

  /** As the consumer does. */
  private static final int MESSAGE_BYTES = 64 * 1024;

  private final Map<String, String> environment;
  private final AtomicInteger next = new AtomicInteger();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--table", required = true, description = "As SQL writes it.")
  private String table = "";

  @Option(names = "--rows", required = true)
  private Path rows = Path.of("");

  @Option(names = "--batch-rows", required = true)
  private int batchRows;

  @Option(names = "--direct-compress")
  private boolean directCompress;

  /**
   * @param environment the process's variables, for the password
   */
  public LimitClient(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    List<byte[]> batches = CopyBatches.cut(Files.readAllBytes(rows), batchRows);
    Parallel.run(CONNECTIONS, () -> write(batches));
    return 0;
  }

  private boolean write(List<byte[]> batches) throws SQLException {
    String password = environment.getOrDefault("DATABASE_PASSWORD", "");
    try (Connection connection = database.connect(password, new Properties());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      int batch;
      while ((batch = next.getAndIncrement()) < batches.size()) {
        if (directCompress) {
          statement.execute("SET LOCAL timescaledb.enable_direct_compress_copy = on");
        }
        copy(connection, batches.get(batch));
        connection.commit();
      }
      return true;
    }
  }

  private void copy(Connection connection, byte[] batch) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
    for (int at = 0; at < batch.length; at += MESSAGE_BYTES) {
      copy.writeToCopy(batch, at, Math.min(MESSAGE_BYTES, batch.length - at));
    }
    copy.endCopy();
  }
}

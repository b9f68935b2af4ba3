package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A folder of {@code examples/}: a mapping, messages, and the rows that they become. */
record Example(Path folder) {

  private static final Path ALL = Path.of("..", "examples");

  /** Each folder that is there. */
  static List<Example> all() throws IOException {
    try (Stream<Path> files = Files.list(ALL)) {
      List<Example> examples = files.filter(Files::isDirectory).sorted().map(Example::new).toList();
      assertThat(examples).as("folders of %s", ALL).isNotEmpty();
      return examples;
    }
  }

  String mapping() {
    return file("mapping.yaml").toString();
  }

  String messages() {
    return file("messages.ndjson").toString();
  }

  /** Makes the table that is there before, if the example has one. */
  void makeTable(Sql sql) throws IOException, SQLException {
    Path table = file("table.sql");
    if (Files.exists(table)) {
      sql.run(Files.readString(table));
    }
  }

  /** The rows as CSV, below a line with the columns. */
  String expectedRows() throws IOException {
    return Files.readString(file("rows.csv"));
  }

  /** The same of what the table holds: those columns, in their order. */
  String actualRows(Sql.Connector database) throws IOException, SQLException {
    String columns = expectedRows().lines().findFirst().orElseThrow();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      StringWriter csv = new StringWriter();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(
              "COPY (SELECT %1$s FROM %2$s ORDER BY %1$s) TO STDOUT (FORMAT csv, HEADER)"
                  .formatted(columns, table()),
              csv);
      return csv.toString();
    }
  }

  private String table() throws IOException {
    Object mapping =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(file("mapping.yaml")));
    return String.valueOf(((Map<?, ?>) mapping).get("table"));
  }

  private Path file(String name) {
    return folder.resolve(name).toAbsolutePath().normalize();
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}

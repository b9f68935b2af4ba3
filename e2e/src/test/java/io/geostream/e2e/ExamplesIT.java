package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of examples/: its messages become its rows, and none of them a dead letter. */
@RequiresTimescaleDb
class ExamplesIT {

  @TempDir Path folder;

  static List<Example> examples() throws IOException {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theMessagesBecomeTheRows(Example example) throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder)) {
      example.makeTable(pipeline.sql());
      try (Program producer =
          pipeline.producer("--replay", example.messages(), "--mapping", example.mapping())) {
        producer.succeeds();
      }
      try (Program consumer =
          pipeline.consumer(
              "consumer",
              "--mapping",
              example.mapping(),
              "--drain",
              "--max-age",
              "0",
              "--max-ahead",
              "0")) {
        consumer.succeeds();
      }
      assertThat(example.actualRows(pipeline.database()::connect))
          .isEqualTo(example.expectedRows());
    }
  }
}

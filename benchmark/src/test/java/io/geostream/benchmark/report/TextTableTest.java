package io.geostream.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void setsNamesFlushLeftAndFiguresFlushRight() {
    TextTable table = new TextTable("name", "n");
    table.add(List.of("longer than it", "1,000"));

    assertThat(table.lines())
        .containsExactly("name                n", "---------------------", "longer than it  1,000");
  }
}

package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of docs/operations.md, as they are printed there. */
record Runbook(String text) {

  private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
  private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

  static Runbook read() throws IOException {
    return new Runbook(Files.readString(DOCUMENT));
  }

  /** What stands in the block below the mark {@code <!-- run: NAME -->}. */
  String block(String name) {
    Matcher found =
        Pattern.compile("<!-- run: " + name + " -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as("block %s of %s", name, DOCUMENT).isTrue();
    return found.group(1);
  }

  /** The SQL that only looks, which is all that has no mark. */
  List<String> queries() {
    String unmarked = text.replaceAll("<!-- run: \\w+ -->\\n```sql\\n", "");
    return SQL.matcher(unmarked).results().map(Runbook::firstGroup).toList();
  }

  private static String firstGroup(MatchResult match) {
    return match.group(1);
  }
}

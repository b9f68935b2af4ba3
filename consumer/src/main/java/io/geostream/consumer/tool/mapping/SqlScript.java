package io.geostream.consumer.tool.mapping;

import io.geostream.common.text.Printable;
import java.util.List;

/** Statements as a script for psql, which runs them in one transaction. */
final class SqlScript {

  private SqlScript() {}

  /**
   * The script.
   *
   * @param file of the mapping
   * @param where the database that it is for
   * @param statements without semicolons; those that are only comments come first
   */
  static String of(String file, String where, List<String> statements) {
    StringBuilder script = new StringBuilder();
    script.append(
        Printable.oneLine("-- What --migrate auto runs for " + file + " in " + where + "."));
    script.append('\n');
    if (statements.isEmpty()) {
      return script.append("-- Nothing: all is there.\n").toString();
    }
    statements.stream()
        .filter(SqlScript::isComment)
        .forEach(comment -> script.append(comment).append('\n'));
    List<String> work = statements.stream().filter(each -> !isComment(each)).toList();
    if (!work.isEmpty()) {
      script.append("\nBEGIN;\n");
      work.forEach(statement -> script.append('\n').append(statement).append(";\n"));
      script.append("\nCOMMIT;\n");
    }
    return script.toString();
  }

  private static boolean isComment(String statement) {
    return statement.lines().allMatch(line -> line.isBlank() || line.startsWith("--"));
  }
}

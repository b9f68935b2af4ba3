package io.geostream.e2e.compose;

import java.util.List;

/**
 * The repository's {@code Dockerfile}.
 *
 * @param instructions one a line, without comments
 */
record Dockerfile(List<String> instructions) {

  static Dockerfile read() {
    String text =
        Repository.text("Dockerfile").replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n\\s*", "");
    return new Dockerfile(text.lines().filter(line -> !line.isBlank()).toList());
  }

  /** What stands after each of these instructions. */
  List<String> all(String instruction) {
    return instructions.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  /** What stands after the one instruction of this name. */
  String only(String instruction) {
    List<String> all = all(instruction);
    if (all.size() != 1) {
      throw new IllegalStateException("expected one " + instruction + ", found " + all);
    }
    return all.get(0);
  }
}

package io.geostream.common.mapping.file;

import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where values come from, as files write it. */
final class Sources {

  private static final String MESSAGE = "$message";
  private static final String HEADER = "$header";
  static final List<String> WORDS =
      List.of(MESSAGE, "$key", "$topic", HEADER + ":NAME", "$partition", "$offset", "$timestamp");

  private Sources() {}

  /** What a column's word {@code from} says; by default the member of the column's name. */
  static Source read(Words words, String column) {
    return words
        .text("from")
        .map(from -> parse(from, words))
        .orElseGet(() -> new Source.OfRow(JsonPointer.member(column)));
  }

  private static Source parse(String from, Words words) {
    if (!from.startsWith("$")) {
      return new Source.OfRow(words.parse("from", from, JsonPointer::parse));
    }
    if (from.equals(MESSAGE) || from.startsWith(MESSAGE + "/")) {
      return new Source.OfMessage(
          words.parse("from", from.substring(MESSAGE.length()), JsonPointer::parse));
    }
    if (from.startsWith(HEADER)) {
      return header(from, words);
    }
    Optional<Source.Part> part =
        Arrays.stream(Source.Part.values()).filter(each -> each.toString().equals(from)).findAny();
    return part.orElseThrow(() -> words.unknown("from", from.split("[:/]", 2)[0], WORDS));
  }

  private static Source header(String from, Words words) {
    String name = from.startsWith(HEADER + ":") ? from.substring(HEADER.length() + 1) : "";
    if (name.isEmpty()) {
      throw words.fault(
          "from", "is " + YamlScalar.quoted(from), "a header is written $header:NAME");
    }
    return new Source.Header(name);
  }
}

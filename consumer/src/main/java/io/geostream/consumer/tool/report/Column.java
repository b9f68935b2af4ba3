package io.geostream.consumer.tool.report;

/**
 * A column of a report.
 *
 * @param name its heading, and its name in JSON, with {@code _} for the blanks
 * @param width how many characters a table leaves for it; a longer value moves the rest of its row
 */
public record Column(String name, int width) {

  String jsonName() {
    return name.replace(' ', '_');
  }
}

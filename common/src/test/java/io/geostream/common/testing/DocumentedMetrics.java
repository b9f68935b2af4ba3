package io.geostream.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares {@code docs/metrics.md} with what a program really exposes. In its tables, a first cell
 * in code style is a metric's name, or a prefix of names where it ends in {@code *}; sections are
 * {@code ## Both programs}, {@code ## Consumer}, {@code ## Producer} and {@code ## Libraries}, in
 * which a cell says whose a metric is.
 */
public final class DocumentedMetrics {

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final String LIBRARIES = "Libraries";

  /** A row of a table of ours: type and names of the labels, as documented. */
  private record Row(String type, Set<String> labels) {}

  private final Map<String, Row> ours = new TreeMap<>();
  private final Set<String> ofLibraries = new TreeSet<>();
  private final List<String> prefixes = new ArrayList<>();

  private DocumentedMetrics() {}

  /**
   * What the document says of a program.
   *
   * @param program its section's title
   */
  public static DocumentedMetrics of(String program) throws IOException {
    DocumentedMetrics documented = new DocumentedMetrics();
    String section = "";
    for (String line : DocumentSection.of("docs/metrics.md", "").wholeDocument().lines().toList()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("| `")) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        documented.add(section, program, cells.subList(1, cells.size()));
      }
    }
    return documented;
  }

  private void add(String section, String program, List<String> cells) {
    String name = cells.get(0).replace("`", "");
    if (section.equals(LIBRARIES)) {
      if (!Set.of("both", program.toLowerCase(Locale.ROOT)).contains(cells.get(1))) {
        return;
      }
      if (name.endsWith("*")) {
        prefixes.add(name.substring(0, name.length() - 1));
      } else {
        ofLibraries.add(name);
      }
    } else if (section.equals(program) || section.equals("Both programs")) {
      Set<String> labels =
          Arrays.stream(cells.get(2).split(","))
              .map(label -> label.strip().replace("`", ""))
              .filter(label -> !label.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new));
      ours.put(name, new Row(cells.get(1), labels));
    }
  }

  /** Fails unless the program exposes just what is documented: names, types and labels. */
  public void assertAre(String scrape) {
    Map<String, String> types = types(scrape);
    assertThat(types.keySet())
        .as("documented, so they have to be there")
        .containsAll(ours.keySet())
        .containsAll(ofLibraries);
    assertThat(types.keySet())
        .as("they are there, so they have to be documented")
        .allMatch(name -> ours.containsKey(name) || prefixes.stream().anyMatch(name::startsWith));
    assertThat(prefixes)
        .as("prefixes of something")
        .allMatch(prefix -> types.keySet().stream().anyMatch(name -> name.startsWith(prefix)));
    ours.forEach(
        (name, row) -> {
          assertThat(types.get(name)).as("type of %s", name).isEqualTo(row.type());
          assertThat(labels(scrape, name)).as("labels of %s", name).isEqualTo(row.labels());
        });
  }

  /** By name; what Micrometer adds to a histogram, its largest value of late, is part of it. */
  private static Map<String, String> types(String scrape) {
    Map<String, String> types = new TreeMap<>();
    Matcher type = TYPE.matcher(scrape);
    while (type.find()) {
      types.put(type.group(1), type.group(2));
    }
    types
        .keySet()
        .removeIf(name -> name.endsWith("_max") && types.containsKey(name.replaceAll("_max$", "")));
    return types;
  }

  private static Set<String> labels(String scrape, String name) {
    Set<String> names =
        Set.of(name, name + "_bucket", name + "_count", name + "_sum", name + "_max");
    Set<String> labels = new TreeSet<>();
    scrape
        .lines()
        .map(SAMPLE::matcher)
        .filter(sample -> sample.matches() && names.contains(sample.group(1)))
        .filter(sample -> sample.group(2) != null)
        .forEach(
            sample -> {
              Matcher label = LABEL.matcher(sample.group(2));
              while (label.find()) {
                labels.add(label.group(1));
              }
            });
    labels.remove("le");
    return labels;
  }
}

package io.geostream.producer.replay;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds which place of the message each field of a CSV file fills. A header names a column of the
 * mapping by its name, by its pointer, or by the member's name if it is one of the message itself.
 */
final class CsvHeader {

  private final List<Column> columns;

  CsvHeader(Mapping mapping) {
    this.columns = mapping.columns();
  }

  /**
   * The fields that fill a place, those of one object next to each other; all others are not the
   * mapping's.
   *
   * @throws FormatException if the names do not fit the mapping
   */
  List<CsvColumn> columns(List<String> names) throws FormatException {
    List<CsvColumn> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String header = names.get(i).strip();
      Optional<Column> column = named(header);
      if (column.isPresent()) {
        found.add(new CsvColumn(i, header, column.get(), fillable(column.get())));
      }
    }
    refuseOverlaps(found);
    refuseMissing(found);
    return grouped(found, 0);
  }

  /** What fits as it stands goes before what fits but for the case of letters. */
  private Optional<Column> named(String header) throws FormatException {
    List<BiPredicate<String, String>> comparisons =
        List.of(String::equals, String::equalsIgnoreCase);
    for (BiPredicate<String, String> same : comparisons) {
      List<Predicate<Column>> ways =
          List.of(column -> same.test(column.name(), header), column -> isAt(column, header, same));
      for (Predicate<Column> way : ways) {
        List<Column> fitting = columns.stream().filter(way).toList();
        if (fitting.stream().map(CsvHeader::place).distinct().count() > 1) {
          throw new FormatException(
              "\"%s\" fits %s: write one of them as the mapping does"
                  .formatted(header, fitting.stream().map(Column::name).collect(joining(" and "))));
        }
        if (!fitting.isEmpty()) {
          return Optional.of(fitting.get(0));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAt(Column column, String header, BiPredicate<String, String> same) {
    return place(column)
        .filter(place -> !place.equals(JsonPointer.WHOLE))
        .filter(place -> same.test(place.toString(), header) || isMember(place, header, same))
        .isPresent();
  }

  private static boolean isMember(
      JsonPointer place, String header, BiPredicate<String, String> same) {
    return place.tokens().size() == 1 && same.test(place.tokens().get(0), header);
  }

  /** Where in the message the value is; empty if it is not in it. */
  private static Optional<JsonPointer> place(Column column) {
    if (column.source() instanceof Source.OfRow row) {
      return Optional.of(row.pointer());
    }
    return column.source() instanceof Source.OfMessage message
        ? Optional.of(message.pointer())
        : Optional.empty();
  }

  private static JsonPointer fillable(Column column) throws FormatException {
    JsonPointer place =
        place(column)
            .orElseThrow(
                () ->
                    new FormatException(
                        "column %s comes from the record (%s), not from the file: remove it"
                            .formatted(column.name(), column.source())));
    if (place.equals(JsonPointer.WHOLE)) {
      throw new FormatException(
          "column " + column.name() + " is the whole message, which the others make: remove it");
    }
    return place;
  }

  private static void refuseOverlaps(List<CsvColumn> found) throws FormatException {
    for (int i = 1; i < found.size(); i++) {
      CsvColumn second = found.get(i);
      for (CsvColumn first : found.subList(0, i)) {
        if (first.overlaps(second.place())) {
          throw new FormatException(
              "\"%s\" (%s) and \"%s\" (%s) fill the same place: remove one"
                  .formatted(first.header(), first.place(), second.header(), second.place()));
        }
      }
    }
  }

  private void refuseMissing(List<CsvColumn> found) throws FormatException {
    String missing =
        columns.stream()
            .filter(column -> column.required() && column.fallback().isEmpty())
            .filter(column -> isUnfilled(column, found))
            .map(CsvHeader::names)
            .collect(joining(", "));
    if (!missing.isEmpty()) {
      throw new FormatException("the header has no column " + missing);
    }
  }

  private static boolean isUnfilled(Column column, List<CsvColumn> found) {
    return place(column)
        .filter(place -> found.stream().noneMatch(filled -> filled.overlaps(place)))
        .isPresent();
  }

  /** The name, and the other one that it may have in a header. */
  private static String names(Column column) {
    String place = place(column).map(JsonPointer::toString).orElseThrow();
    String other = place.lastIndexOf('/') == 0 ? place.substring(1) : place;
    return Stream.of(column.name(), other).distinct().collect(joining(" or "));
  }

  private static List<CsvColumn> grouped(List<CsvColumn> all, int depth) {
    if (all.size() < 2) {
      return all;
    }
    return all.stream()
        .collect(
            groupingBy(column -> column.place().tokens().get(depth), LinkedHashMap::new, toList()))
        .values()
        .stream()
        .flatMap(group -> grouped(group, depth + 1).stream())
        .toList();
  }
}

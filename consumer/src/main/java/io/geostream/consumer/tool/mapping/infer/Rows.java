package io.geostream.consumer.tool.mapping.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the rows are: whole messages, or the elements of an array.
 *
 * @param each the pointer of that array; empty if a message is a row
 * @param others the pointers of arrays whose elements could be rows
 * @param row what rows look like
 * @param messages how many messages have rows
 */
record Rows(Optional<List<String>> each, List<List<String>> others, SeenValues row, long messages) {

  private record Array(List<String> tokens, SeenValues place) {}

  /** Chooses what the rows of the messages are. */
  static Rows of(SeenValues message) {
    if (message.arrays() > message.objects()) {
      return new Rows(Optional.of(List.of()), List.of(), message.element(), message.arrays());
    }
    List<Array> arrays = new ArrayList<>();
    collect(List.of(), message, message.objects(), arrays);
    List<Leaf> all = Leaf.below(message, true, new ArrayList<>());
    return arrays.stream()
        .filter(array -> holdsMeasurements(array.place(), all))
        .max(Comparator.comparingLong(array -> array.place().element().objects()))
        .map(
            it ->
                new Rows(
                    Optional.of(it.tokens()), List.of(), it.place().element(), message.objects()))
        .orElseGet(
            () ->
                new Rows(
                    Optional.empty(),
                    arrays.stream().map(Array::tokens).toList(),
                    message,
                    message.objects()));
  }

  /** Arrays of objects that every message has. */
  private static void collect(
      List<String> tokens, SeenValues object, long messages, List<Array> arrays) {
    object.forEachMember(
        tokens,
        (inner, member) -> {
          if (member.hasMembers() && member.objects() == messages) {
            collect(inner, member, messages, arrays);
          } else if (member.isArrayOfObjects() && member.arrays() == messages) {
            arrays.add(new Array(inner, member));
          }
        });
  }

  /** Whether only the elements have a time, or far more is measured in them than beside them. */
  private static boolean holdsMeasurements(SeenValues array, List<Leaf> beside) {
    List<Leaf> inside = Leaf.below(array.element(), false, new ArrayList<>());
    long measured = inside.stream().filter(Leaf::isMeasurement).count();
    return measured > 2 * beside.stream().filter(Leaf::isMeasurement).count()
        || (measured > 0
            && inside.stream().anyMatch(Leaf::isTime)
            && beside.stream().noneMatch(Leaf::isTime));
  }
}

package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.consumer.tool.mapping.infer.SeenTexts.Kind;
import java.util.ArrayList;
import java.util.List;

/** Chooses the type of a column for scalars. */
final class Types {

  /** Longer whole numbers in texts are rather names, such as serial numbers. */
  private static final int LONGEST_COERCED = 15;

  private Types() {}

  /**
   * The type for a place where nothing but scalars was seen.
   *
   * @param name of the member
   */
  static Typed of(String name, Seen seen) {
    SeenTexts texts = seen.texts();
    if (seen.booleans() > 0 || texts.areAll(Kind.BOOLEAN)) {
      return booleans(seen);
    }
    if (seen.numberCount() > 0) {
      return texts.count() == 0 || isNumbersBesides(texts)
          ? numbers(name, seen)
          : Typed.json(seen, mixture(seen));
    }
    if (texts.areAll(Kind.NUMBER) && texts.longest() <= LONGEST_COERCED && !Keys.isName(name)) {
      return numbers(name, seen);
    }
    if (texts.areAll(Kind.TIME, Kind.LOCAL_TIME)) {
      return new Typed(
          ColumnType.TIMESTAMPTZ,
          TimeFormat.ISO,
          texts.count(Kind.LOCAL_TIME) > 0,
          false,
          List.copyOf(texts.absentWords()),
          withoutAbsent(seen),
          "");
    }
    return texts.areAll(Kind.UUID)
        ? withMissing(ColumnType.UUID, seen)
        : Typed.plain(ColumnType.TEXT, seen.values());
  }

  /** Whether the texts beside numbers are numbers, or words for "no value". */
  private static boolean isNumbersBesides(SeenTexts texts) {
    return texts.count(Kind.NUMBER) + texts.count(Kind.ABSENT) == texts.count();
  }

  private static Typed booleans(Seen seen) {
    SeenTexts texts = seen.texts();
    if (seen.numberCount() == 0 && texts.count() == 0) {
      return Typed.plain(ColumnType.BOOLEAN, seen.values());
    }
    boolean bits = seen.numberCount() + texts.count(Kind.NUMBER) == 0 || seen.numbers().areBits();
    long others =
        texts.count()
            - texts.count(Kind.BOOLEAN)
            - texts.count(Kind.NUMBER)
            - texts.count(Kind.ABSENT);
    return bits && others == 0
        ? withMissing(ColumnType.BOOLEAN, seen).coerced()
        : Typed.json(seen, mixture(seen));
  }

  private static Typed numbers(String name, Seen seen) {
    SeenTexts texts = seen.texts();
    Typed typed =
        TimeNames.isTime(name)
            ? EpochUnit.of(seen.numbers())
                .map(unit -> epoch(unit, seen))
                .orElseGet(() -> withMissing(type(seen.numbers()), seen))
            : withMissing(type(seen.numbers()), seen);
    return texts.count(Kind.NUMBER) > 0 ? typed.coerced() : typed;
  }

  private static Typed epoch(EpochUnit unit, Seen seen) {
    return new Typed(
        ColumnType.TIMESTAMPTZ,
        unit.format(),
        false,
        false,
        List.copyOf(seen.texts().absentWords()),
        withoutAbsent(seen),
        "");
  }

  /** The type for numbers. */
  static ColumnType type(SeenNumbers numbers) {
    if (numbers.haveFractions()) {
      return numbers.fitDouble() ? ColumnType.DOUBLE_PRECISION : ColumnType.NUMERIC;
    }
    return numbers.fitLong() ? ColumnType.BIGINT : ColumnType.NUMERIC;
  }

  private static Typed withMissing(ColumnType type, Seen seen) {
    return new Typed(
        type,
        TimeFormat.ISO,
        false,
        false,
        List.copyOf(seen.texts().absentWords()),
        withoutAbsent(seen),
        "");
  }

  private static long withoutAbsent(Seen seen) {
    return seen.values() - seen.texts().count(Kind.ABSENT);
  }

  /** What was seen at a place of several kinds. */
  static String mixture(Seen seen) {
    List<String> kinds = new ArrayList<>();
    if (seen.objects() > 0) {
      kinds.add("objects");
    }
    if (seen.arrays() > 0) {
      kinds.add("arrays");
    }
    if (seen.texts().count() > 0) {
      kinds.add("texts");
    }
    if (seen.numberCount() > 0) {
      kinds.add("numbers");
    }
    if (seen.booleans() > 0) {
      kinds.add("booleans");
    }
    return String.join(" and ", kinds);
  }
}

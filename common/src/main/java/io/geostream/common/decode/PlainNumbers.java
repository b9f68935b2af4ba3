package io.geostream.common.decode;

import io.geostream.common.mapping.Absent;
import java.util.List;

/**
 * Takes the plain number read last as the value of a column, as its {@link Conversion} does. The
 * methods {@code take…} return false for what they leave to the parser.
 */
final class PlainNumbers {

  private final PlainNumberScanner number;
  private final DecodedRows rows;
  private final Conversion[] conversions;
  private final Absent[] absent;
  private final boolean[] hasAbsent;
  private final boolean[] isReal;
  private final double[] least;
  private final double[] most;

  PlainNumbers(List<ValueReader> readers, PlainNumberScanner number, DecodedRows rows) {
    this.number = number;
    this.rows = rows;
    conversions = readers.stream().map(ValueReader::conversion).toArray(Conversion[]::new);
    absent = readers.stream().map(reader -> reader.column().absent()).toArray(Absent[]::new);
    hasAbsent = new boolean[absent.length];
    isReal = new boolean[absent.length];
    least = new double[absent.length];
    most = new double[absent.length];
    for (int i = 0; i < absent.length; i++) {
      hasAbsent[i] = !absent[i].numbers().isEmpty();
      if (conversions[i] instanceof FloatConversion conversion) {
        isReal[i] = conversion.isReal();
        least[i] = conversion.least();
        most[i] = conversion.most();
      }
    }
  }

  /** Whether some numbers mean "no value". */
  boolean hasAbsent(int column) {
    return hasAbsent[column];
  }

  /** Whether it means "no value". */
  boolean isAbsent(int column) {
    return hasAbsent[column] && absent[column].includes(number.toDecimal());
  }

  boolean takeFloat(int column) {
    double value = isReal[column] ? number.toFloat() : number.toDouble();
    if (value < least[column] || value > most[column]) {
      return false;
    }
    rows.set(
        column,
        isReal[column]
            ? Float.floatToRawIntBits((float) value)
            : Double.doubleToRawLongBits(value));
    return true;
  }

  /** Takes it as a {@code double precision}. */
  boolean takeDouble(int column) {
    double value = number.toDouble();
    if (value < least[column] || value > most[column]) {
      return false;
    }
    rows.set(column, Double.doubleToRawLongBits(value));
    return true;
  }

  boolean takeInteger(int column) {
    long size = number.digits();
    int fraction = number.fraction();
    if (size < 0 || (fraction > 0 && size % power(fraction) != 0)) {
      return false;
    }
    long whole = fraction > 0 ? size / power(fraction) : size;
    long value = number.isNegative() ? -whole : whole;
    if (!((IntegerConversion) conversions[column]).accepts(value)) {
      return false;
    }
    rows.set(column, value);
    return true;
  }

  boolean takeEpoch(int column) {
    int exponent = ((EpochConversion) conversions[column]).microsExponent() - number.fraction();
    long size = number.digits();
    if (size < 0 || -exponent >= Decimals.POWERS_OF_TEN.length) {
      return false;
    }
    long power = power(Math.abs(exponent));
    if (exponent > 0 && size > Times.LAST / power) {
      return false;
    }
    long micros = exponent > 0 ? size * power : size / power;
    long value = number.isNegative() ? -micros : micros;
    if (!Times.accepts(value)) {
      return false;
    }
    rows.set(column, value);
    return true;
  }

  boolean takeNumeric(int column) {
    return ((NumericConversion) conversions[column]).put(number.toDecimal(), rows) == null;
  }

  /** Takes 0 and 1. */
  boolean takeBoolean(int column) {
    boolean isOne = number.digits() == 1 && number.fraction() == 0 && !number.isNegative();
    if (!isOne && number.digits() != 0) {
      return false;
    }
    rows.set(column, isOne ? 1 : 0);
    return true;
  }

  private static long power(int exponent) {
    return Decimals.POWERS_OF_TEN[exponent];
  }
}

package io.geostream.common.decode;

/** Thrown for a mapping whose parts are valid one by one but do not fit together. */
public final class ColumnFaultException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String column;

  /**
   * @param column the name of the column that is wrong
   * @param message what is wrong with it
   */
  ColumnFaultException(String column, String message) {
    super(message);
    this.column = column;
  }

  /** The name of the column that is wrong. */
  public String column() {
    return column;
  }
}

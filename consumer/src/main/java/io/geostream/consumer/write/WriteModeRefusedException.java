package io.geostream.consumer.write;

/** The database cannot take rows the way that was asked for. */
public final class WriteModeRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message is one line that names the setting and the reason. */
  public WriteModeRefusedException(String line) {
    super(line);
  }
}

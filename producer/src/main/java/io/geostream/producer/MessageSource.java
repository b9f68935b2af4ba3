package io.geostream.producer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where messages come from, one after the other. Used by one thread. */
public interface MessageSource extends AutoCloseable {

  /**
   * The next message, or null at the end of a source that has one.
   *
   * @throws IOException if the source cannot be read on
   */
  @Nullable Message next() throws IOException;

  /** What was wrong with the source as a whole, asked at its end; null if nothing was. */
  default @Nullable String problem() {
    return null;
  }

  /** Lets go of what the source holds open; called once, after the last {@link #next()}. */
  @Override
  default void close() throws IOException {}
}

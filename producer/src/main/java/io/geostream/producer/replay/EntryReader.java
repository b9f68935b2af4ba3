package io.geostream.producer.replay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file of one format, entry by entry. */
interface EntryReader {

  /** The next entry, or null at the end of the file. */
  @Nullable Entry next() throws IOException;
}

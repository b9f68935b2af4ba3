package io.geostream.producer.replay;

import java.io.InputStream;

/** What a file holds, unpacked. */
abstract class FileContent extends InputStream {

  /** How many bytes of the file stand for what was read here so far. */
  abstract long taken();
}

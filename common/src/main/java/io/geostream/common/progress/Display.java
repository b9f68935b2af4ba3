package io.geostream.common.progress;

import java.time.Duration;

/** Where progress is shown. */
interface Display {

  /** The time between two snapshots. */
  Duration period();

  /** Shows how far the work is. */
  void show(Snapshot snapshot);

  /** Takes away what is shown: the work has ended. */
  void clear();
}

package io.geostream.common.http;

import io.geostream.common.daemon.DaemonThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's threads; Jetty only logs an error that ends one of their jobs. */
final class HttpThreads extends QueuedThreadPool {

  HttpThreads(int most, int idleMillis) {
    super(most, 1, idleMillis);
  }

  @Override
  protected void runJob(Runnable job) {
    try {
      super.runJob(job);
    } catch (Error e) {
      DaemonThreads.uncaught(e);
      throw e;
    }
  }
}

package io.geostream.common.http;

import io.geostream.common.daemon.DaemonThreads;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/** Jetty's connector with one selector; the selector's end counts as a fault of its thread. */
final class HttpConnector extends ServerConnector {

  HttpConnector(Server server, HttpConnectionFactory http) {
    super(
        server,
        null,
        new ScheduledExecutorScheduler("http-timer", true),
        null,
        0, // no thread that only accepts: the selector does
        1,
        http);
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      protected ManagedSelector newSelector(int id) {
        return new Watched(this, id);
      }
    };
  }

  /** Jetty only logs what ends a selector, and then accepts nothing more. */
  static final class Watched extends ManagedSelector {

    Watched(SelectorManager manager, int id) {
      super(manager, id);
    }

    @Override
    protected void onSelectFailed(Throwable fault) {
      DaemonThreads.uncaught(fault);
    }
  }
}

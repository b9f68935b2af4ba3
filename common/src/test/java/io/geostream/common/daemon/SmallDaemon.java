package io.geostream.common.daemon;

import io.geostream.common.settings.CommandLineFactory;
import io.geostream.common.settings.SettingException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A daemon of a JVM of its own: the tests tell it how to end, and look at how it does. */
@Command(name = "small")
final class SmallDaemon implements Callable<Integer> {

  @Parameters(index = "0")
  private How how = How.DONE;

  enum How {
    DONE,
    FAULT,
    FAULT_OF_A_THREAD,
    SETTING,
    WAIT,
    HANG
  }

  public static void main(String[] args) {
    System.exit(CommandLineFactory.create(new SmallDaemon(), Map.of()).execute(args));
  }

  @Override
  public Integer call() {
    return Daemon.run(this::run);
  }

  private void run(StopSignal stop, Resources resources) throws InterruptedException {
    resources.add(() -> say("closed"));
    say("runs");
    switch (how) {
      case DONE -> {}
      case FAULT ->
          throw new IllegalStateException("no\nrights", new IllegalArgumentException("topic"));
      case FAULT_OF_A_THREAD -> {
        new Thread(() -> stop.fail(new IllegalStateException("the thread died"))).start();
        stop.await();
      }
      case SETTING -> throw new SettingException("--http-port (HTTP_PORT)", "is taken");
      case WAIT -> stop.await();
      case HANG -> new CountDownLatch(1).await();
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }
}

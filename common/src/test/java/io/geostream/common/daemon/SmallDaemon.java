package io.geostream.common.daemon;

import io.geostream.common.settings.CommandLineFactory;
import io.geostream.common.settings.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A daemon of a JVM of its own: the tests tell it how to end, and look at how it does. */
@Command(name = "small")
final class SmallDaemon implements Callable<Integer> {

  private static final List<byte[]> HEAP = new ArrayList<>();

  @Parameters(index = "0")
  private How how = How.DONE;

  enum How {
    DONE,
    FAULT,
    FAULT_OF_A_THREAD,
    UNCAUGHT_FAULT_OF_A_THREAD,
    FAULT_WHILE_NOTHING_CLOSES,
    OUT_OF_MEMORY,
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
      case UNCAUGHT_FAULT_OF_A_THREAD -> {
        new Thread(SmallDaemon::defect, "helper").start();
        stop.await();
      }
      case FAULT_WHILE_NOTHING_CLOSES -> {
        new Thread(SmallDaemon::defect, "helper").start();
        new CountDownLatch(1).await();
      }
      case OUT_OF_MEMORY -> {
        new Thread(SmallDaemon::fillTheHeap, "helper").start();
        stop.await();
      }
      case SETTING -> throw new SettingException("--http-port (HTTP_PORT)", "is taken");
      case WAIT -> stop.await();
      case HANG -> new CountDownLatch(1).await();
    }
  }

  private static void defect() {
    throw new AssertionError("a defect");
  }

  private static void fillTheHeap() {
    for (int size = 1 << 20; size > 0; size /= 2) {
      try {
        while (true) {
          HEAP.add(new byte[size]);
        }
      } catch (OutOfMemoryError e) {
        if (size == 1) {
          throw e;
        }
      }
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }
}

package io.geostream.benchmark.contender;

import io.geostream.benchmark.stage.Messages;
import io.geostream.stack.ChildProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * A small consumer that inserts over JDBC.
 *
 * @param threads members of its group
 * @param batchRows rows in a transaction; 1 is autocommit
 * @param rewritten whether the driver makes many rows one statement
 * @param most how many readings it is given at most
 */
record JdbcConsumer(String name, int threads, int batchRows, boolean rewritten, long most)
    implements Contender {

  @Override
  public long share(long readings) {
    return Math.min(readings, most);
  }

  @Override
  public boolean takes(Messages messages) {
    return messages == Messages.WEATHER;
  }

  @Override
  public ChildProcess start(Heat heat) {
    List<String> arguments = new ArrayList<>(List.of("client-jdbc"));
    arguments.addAll(heat.addresses().brokerFlags());
    arguments.addAll(heat.addresses().databaseFlags());
    arguments.addAll(
        List.of(
            "--group", heat.group(),
            "--readings", Long.toString(heat.readings()),
            "--threads", Integer.toString(threads),
            "--batch-rows", Integer.toString(batchRows)));
    if (rewritten) {
      arguments.add("--rewrite");
    }
    return heat.startClient(heat.jvmOptions(), arguments);
  }
}

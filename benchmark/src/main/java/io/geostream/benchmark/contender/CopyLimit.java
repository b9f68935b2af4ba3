package io.geostream.benchmark.contender;

import io.geostream.stack.ChildProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * The database's own limit: COPY of rows that are encoded already, on two connections.
 *
 * @param batchRows rows in a transaction
 */
record CopyLimit(String name, int batchRows, boolean directCompress) implements Contender {

  /** It holds all rows in memory, twice while it cuts them. */
  private static final List<String> ROOM = List.of("-XX:MaxRAMPercentage=40");

  @Override
  public boolean needsRows() {
    return true;
  }

  @Override
  public ChildProcess start(Heat heat) {
    List<String> arguments = new ArrayList<>(List.of("client-limit"));
    arguments.addAll(heat.addresses().databaseFlags());
    arguments.addAll(
        List.of(
            "--table",
            heat.addresses().messages().mapping().table().sql(),
            "--rows",
            heat.rows().toString(),
            "--batch-rows",
            Integer.toString(batchRows)));
    if (directCompress) {
      arguments.add("--direct-compress");
    }
    return heat.startClient(ROOM, arguments);
  }
}

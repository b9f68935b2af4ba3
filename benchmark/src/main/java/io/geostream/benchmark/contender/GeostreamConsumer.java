package io.geostream.benchmark.contender;

import io.geostream.stack.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The real consumer with {@code --drain}; all other settings but the write mode, and the batch size
 * if one is asked for, are the defaults.
 *
 * @param mode as {@code --write-mode} takes it
 */
record GeostreamConsumer(String name, String mode, OptionalInt batchRows) implements Contender {

  @Override
  public ChildProcess start(Heat heat) {
    List<String> flags = new ArrayList<>(heat.addresses().brokerFlags());
    flags.addAll(heat.addresses().databaseFlags());
    flags.addAll(
        List.of("--group", heat.group(), "--http-port", "0", "--drain", "--write-mode", mode));
    batchRows.ifPresent(rows -> flags.addAll(List.of("--batch-rows", Integer.toString(rows))));
    return heat.consumer()
        .start(
            heat.group(),
            heat.jvmOptions(),
            flags,
            heat.addresses().secrets(),
            heat.environment(),
            heat.folder());
  }
}

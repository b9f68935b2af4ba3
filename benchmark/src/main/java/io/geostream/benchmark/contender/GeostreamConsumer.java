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
 * @param more other flags
 */
record GeostreamConsumer(String name, String mode, OptionalInt batchRows, List<String> more)
    implements Contender {

  GeostreamConsumer {
    more = List.copyOf(more);
  }

  @Override
  public ChildProcess start(Heat heat) {
    List<String> flags = new ArrayList<>(heat.addresses().brokerFlags());
    flags.addAll(heat.addresses().databaseFlags());
    flags.addAll(heat.addresses().messages().flags(heat.folder()));
    flags.addAll(heat.operations().flags());
    flags.addAll(List.of("--group", heat.group(), "--write-mode", mode));
    flags.addAll(more);
    if (heat.ends()) {
      flags.add("--drain");
    }
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

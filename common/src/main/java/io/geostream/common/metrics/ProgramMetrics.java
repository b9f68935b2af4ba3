package io.geostream.common.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;

/** The metrics of each program's build, JVM and process. */
public final class ProgramMetrics implements AutoCloseable {

  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();

  /**
   * Adds the metrics.
   *
   * @param program its name
   * @param version its version
   */
  public ProgramMetrics(MeterRegistry registry, String program, String version) {
    Gauge.builder("geostream.build.info", () -> 1) // only with dots it keeps its last word
        .description("Always 1; its labels tell what runs")
        .tags("program", program, "version", version)
        .register(registry);
    ProcessMemory.bindTo(registry);
    List<MeterBinder> binders =
        List.of(
            garbage,
            pressure,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new JvmInfoMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
  }

  /** Takes back what listens to the garbage collector. */
  @Override
  public void close() {
    pressure.close();
    garbage.close();
  }
}

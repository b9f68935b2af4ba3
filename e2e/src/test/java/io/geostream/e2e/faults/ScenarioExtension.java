package io.geostream.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives each test its {@link Scenario}, or a class one for all its tests, and says of one that
 * failed how to run it again.
 *
 * <p>{@code -Dfaults.seed} is the seed of all random choices, {@code -Dfaults.scale} multiplies
 * readings and repetitions.
 */
final class ScenarioExtension implements ParameterResolver, TestWatcher {

  private static final Namespace NAMESPACE = Namespace.create(ScenarioExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Scenario.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getStore(NAMESPACE)
        .computeIfAbsent(Scenario.class, key -> begin(test), Scenario.class);
  }

  private static Scenario begin(ExtensionContext test) {
    // The root's store is closed at the end of the run: then the table is printed.
    Tally tally =
        test.getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                Tally.class,
                key -> new Tally(System.out, Path.of("target", "faults.txt")),
                Tally.class);
    String name = name(test);
    long seed = Long.getLong("faults.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));
    int scale = Integer.getInteger("faults.scale", 1);
    Path folder = Path.of("target", "fault-logs", name + "-" + seed).toAbsolutePath();
    removeFilesOf(folder); // of the same scenario, run before: its errors are not this one's
    return new Scenario(name, seed, scale, folder, tally.of(name));
  }

  private static void removeFilesOf(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void testFailed(ExtensionContext test, @Nullable Throwable cause) {
    Scenario scenario = test.getStore(NAMESPACE).get(Scenario.class, Scenario.class);
    if (scenario != null) {
      System.out.printf(
          "FAILED %s: once more with -Dit.test='%s#%s' -Dfaults.seed=%d -Dfaults.scale=%d; logs in %s%n",
          scenario.name(),
          test.getRequiredTestClass().getSimpleName(),
          test.getRequiredTestMethod().getName(),
          scenario.seed(),
          scenario.scale(),
          scenario.folder());
    }
  }

  private static String name(ExtensionContext test) {
    return test.getRequiredTestClass().getSimpleName()
        + test.getTestMethod().map(method -> "." + method.getName()).orElse("");
  }
}

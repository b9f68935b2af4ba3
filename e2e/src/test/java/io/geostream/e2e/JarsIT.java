package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each jar that is delivered has in it, and what not. */
class JarsIT {

  private static final Duration BUILDING_TAKES = Duration.ofMinutes(15);

  @TempDir Path folder;

  static Stream<Path> jars() {
    return Stream.of(Jars.PRODUCER, Jars.CONSUMER, Jars.DEMO);
  }

  /** Services are found by name at run time: nothing else would tell that one is gone. */
  static Stream<Arguments> services() {
    return Stream.of(
        Arguments.of(
            Jars.PRODUCER, "org.slf4j.spi.SLF4JServiceProvider", "ch.qos.logback.classic.spi."),
        Arguments.of(
            Jars.PRODUCER,
            "ch.qos.logback.classic.spi.Configurator",
            "io.geostream.common.daemon.Logging"),
        Arguments.of(
            Jars.PRODUCER,
            "org.apache.kafka.common.config.provider.ConfigProvider",
            "org.apache.kafka.common.config.provider.FileConfigProvider"),
        Arguments.of(
            Jars.DEMO, "org.slf4j.spi.SLF4JServiceProvider", "ch.qos.logback.classic.spi."),
        Arguments.of(Jars.DEMO, "java.sql.Driver", "org.postgresql.Driver"),
        Arguments.of(
            Jars.DEMO,
            "org.testcontainers.dockerclient.DockerClientProviderStrategy",
            "org.testcontainers.dockerclient.UnixSocketClientProviderStrategy"),
        Arguments.of(
            Jars.CONSUMER, "org.slf4j.spi.SLF4JServiceProvider", "ch.qos.logback.classic.spi."),
        Arguments.of(
            Jars.CONSUMER,
            "ch.qos.logback.classic.spi.Configurator",
            "io.geostream.common.daemon.Logging"),
        Arguments.of(
            Jars.CONSUMER,
            "org.apache.kafka.common.config.provider.ConfigProvider",
            "org.apache.kafka.common.config.provider.FileConfigProvider"),
        Arguments.of(Jars.CONSUMER, "java.sql.Driver", "org.postgresql.Driver"),
        // Two jars have this file: the core's plugins, and PostgreSQL's own.
        Arguments.of(
            Jars.CONSUMER,
            "org.flywaydb.core.extensibility.Plugin",
            "org.flywaydb.core.internal.scanner.classpath.ClasspathLocationHandlerImpl"),
        Arguments.of(
            Jars.CONSUMER,
            "org.flywaydb.core.extensibility.Plugin",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType"));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void hasEachEntryOnce(Path jar) throws IOException {
    assertThat(names(jar)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("jars")
  void hasNoSignaturesAndNoModuleDescriptors(Path jar) throws IOException {
    assertThat(names(jar))
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
        .noneMatch(name -> name.matches("(.*/)?module-info\\.class"))
        .doesNotContain("META-INF/INDEX.LIST");
  }

  @ParameterizedTest
  @MethodSource("services")
  void namesTheService(Path jar, String service, String provider) throws IOException {
    assertThat(text(jar, "META-INF/services/" + service).lines())
        .anyMatch(line -> line.startsWith(provider));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void hasEveryProviderThatItsServicesName(Path jar) throws IOException {
    List<String> names = names(jar);
    for (String file : names) {
      if (file.startsWith("META-INF/services/") && !file.endsWith("/")) {
        assertThat(providers(text(jar, file))).as(file).isSubsetOf(names);
      }
    }
  }

  private static List<String> providers(String services) {
    return services
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(provider -> provider.replace('.', '/') + ".class")
        .toList();
  }

  /** Else two builds of the same sources would differ. */
  @ParameterizedTest
  @MethodSource("jars")
  void hasNoEntryWithTheTimeOfItsBuild(Path jar) throws IOException {
    Instant built = Files.getLastModifiedTime(jar).toInstant();
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.stream())
          .allMatch(
              entry ->
                  entry.getLastModifiedTime().toInstant().isBefore(built.minus(BUILDING_TAKES)));
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void saysInItsManifestWhatItIs(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).startsWith("io.geostream.");
      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).matches("\\d.*");
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void bringsTheLicense(Path jar) throws IOException {
    assertThat(text(jar, "META-INF/geostream/LICENSE"))
        .isEqualTo(Files.readString(Path.of("..", "LICENSE")));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void bringsTheLicensesOfItsLibraries(Path jar) throws IOException {
    assertThat(text(jar, "META-INF/LICENSE.txt")).contains("QOS.ch"); // SLF4J's
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.getEntry("de/siegmar/fastcsv/reader/CsvReader.class") != null) {
        assertThat(text(jar, "META-INF/LICENSE")).contains("Oliver Siegmar");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void tellsItsVersionAndItsFlags(Path jar) throws IOException {
    assertThat(output(jar, "--version")).matches("\\w+ \\d+\\.\\d+\\S*\\s*");
    assertThat(output(jar, "--help")).startsWith("Usage: ").contains("--version");
  }

  private String output(Path jar, String flag) {
    try (Program program =
        Program.of(
            ChildJvm.startJar(
                flag, jar, QuickStart.options("256m"), List.of(flag), Map.of(), folder))) {
      return program.succeeds().out();
    }
  }

  /** Straight from the list of entries, where a name can be twice. */
  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String text(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(name);
      assertThat(entry).as(name).isNotNull();
      return new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

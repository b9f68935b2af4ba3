package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresInstallationsTest {
  @TempDir Path root;

  @Test
  void findsServersNewestFirstAndEachOnce() throws IOException {
    Path nine = installation("9", "PostgreSQL 9.6.24", true);
    Path eighteen = installation("18", "PostgreSQL 18beta1", false);
    Path seventeen = installation("17", "PostgreSQL 17.2 (Debian 17.2-1)", true);
    Path seventeenNewer = installation("17n", "PostgreSQL 17.10", false);

    List<PostgresInstallation> found =
        new PostgresInstallations(List.of(nine, seventeen, eighteen, seventeenNewer, seventeen))
            .find();

    assertThat(found)
        .extracting(PostgresInstallation::version)
        .containsExactly("18beta1", "17.10", "17.2", "9.6.24");
    assertThat(found)
        .extracting(PostgresInstallation::timescaleVersion)
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of("2.28.3"), Optional.of("2.28.3"));
  }

  @Test
  void passesOverClientsWithoutAServer() throws IOException {
    Path client = installation("client", "PostgreSQL 16.1", false);
    Files.delete(client.resolve("initdb"));
    assertThat(new PostgresInstallations(List.of(client, root.resolve("none"))).find()).isEmpty();
  }

  @Test
  void wantsTheLibraryOfTheExtensionToo() throws IOException {
    installation("half", "PostgreSQL 16.1", true);
    assertThat(
            PostgresInstallations.timescale(root.resolve("half/share"), root.resolve("half/lib")))
        .isPresent();
    Files.delete(root.resolve("half/lib/timescaledb.so"));
    assertThat(
            PostgresInstallations.timescale(root.resolve("half/share"), root.resolve("half/lib")))
        .isEmpty();
  }

  private Path installation(String name, String version, boolean timescale) throws IOException {
    Path home = root.resolve(name);
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path extension = Files.createDirectories(home.resolve("share/extension"));
    Path lib = Files.createDirectories(home.resolve("lib"));
    for (String program : List.of("initdb", "pg_ctl", "postgres")) {
      executable(bin.resolve(program), "");
    }
    executable(
        bin.resolve("pg_config"),
        "#!/bin/sh\nprintf '%s\\n' '"
            + bin
            + "' '"
            + home.resolve("share")
            + "' '"
            + lib
            + "' '"
            + version
            + "'\n");
    if (timescale) {
      Files.writeString(
          extension.resolve("timescaledb.control"), "# x\ndefault_version = '2.28.3'\n");
      Files.writeString(lib.resolve("timescaledb.so"), "");
    }
    return bin;
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

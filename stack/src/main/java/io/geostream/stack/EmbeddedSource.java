package io.geostream.stack;

import java.util.Optional;

/** A plain PostgreSQL from the archive bundled for this system. */
record EmbeddedSource(DatabaseRequest request, SupportedSystem system, String architecture)
    implements DatabaseSource {
  @Override
  public DatabaseKind kind() {
    return DatabaseKind.EMBEDDED;
  }

  @Override
  public Finding find() {
    return EmbeddedBinaries.of(system, architecture)
        .<Finding>map(
            archive ->
                new Found(
                    "PostgreSQL without TimescaleDB, " + archive.name(),
                    what -> start(archive, what)))
        .orElseGet(
            () -> new Missing("no PostgreSQL comes along for " + system + " on " + architecture));
  }

  private Database start(EmbeddedBinaries archive, String description) {
    OwnFolder folder = OwnFolder.in(request.folder(), "postgresql");
    try {
      PostgresInstallation installation =
          new PostgresInstallation(
              archive.unpack(folder.path().resolve("installation")),
              archive.name(),
              Optional.empty());
      return PostgresCluster.create(installation, folder, request).database(description);
    } catch (StackException e) {
      folder.close();
      throw e;
    }
  }
}

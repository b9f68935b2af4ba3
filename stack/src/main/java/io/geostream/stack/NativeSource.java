package io.geostream.stack;

import java.util.Optional;

/** A TimescaleDB that is installed on this machine; the newest PostgreSQL that has it. */
record NativeSource(DatabaseRequest request, PostgresInstallations installations)
    implements DatabaseSource {
  @Override
  public DatabaseKind kind() {
    return DatabaseKind.NATIVE;
  }

  @Override
  public Finding find() {
    Optional<PostgresInstallation> best =
        installations.find().stream().filter(one -> one.timescaleVersion().isPresent()).findFirst();
    return best.<Finding>map(one -> new Found(one.describe(), what -> start(one, what)))
        .orElseGet(
            () -> new Missing("no PostgreSQL with the timescaledb extension is installed here"));
  }

  private Database start(PostgresInstallation installation, String description) {
    OwnFolder folder = OwnFolder.in(request.folder(), "postgresql");
    return PostgresCluster.create(installation, folder, request).database(description);
  }
}

package io.geostream.stack;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is to be killed: it starts one of each kind of children, among them the database
 * that its argument selects, closes none, and waits.
 */
final class GuardedParent {
  private GuardedParent() {}

  @SuppressWarnings("resource") // That is the point.
  public static void main(String[] args) throws IOException {
    OwnFolder folder = OwnFolder.temporary();
    KafkaBroker broker = KafkaBroker.start(folder.path());
    broker.freeze();
    ChildProcess.start("sleeper", List.of("sleep", "600"), Map.of(), folder.path());
    Database database =
        Databases.start(
            DatabaseRequest.in(folder.path())
                .withSelection(
                    DatabaseSelection.parse(args[0], Optional.empty(), Optional.empty())));
    database.server().orElseThrow().freeze();
    System.out.println(folder.path());
    System.in.read();
  }
}

package io.geostream.stack.testing;

import io.geostream.stack.Database;
import io.geostream.stack.Databases;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.OwnFolder;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One broker and one database server for all test classes of this JVM, each started when it is
 * first asked for and closed when the JVM ends. A test that harms a server starts its own.
 */
public final class SharedStack {

  /** What the name of each {@link #freshTopic} begins with. */
  public static final String TOPICS = "test-";

  private static final AtomicInteger COUNT = new AtomicInteger();
  // Not within one run of tests, but on a database that was given there may be some of an earlier
  // one.
  private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

  private SharedStack() {}

  /** The broker. */
  public static KafkaBroker broker() {
    return BrokerHolder.BROKER;
  }

  /** The server's own database; tests take {@link #freshDatabase()}. */
  public static Database database() {
    return DatabaseHolder.DATABASE;
  }

  /** A new, empty database; closing it drops it. */
  public static Database freshDatabase() {
    try {
      return database().createDatabase("test_" + RUN + "_" + COUNT.incrementAndGet());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a database for a test", e);
    }
  }

  /** A topic name that no other test has; the topic does not exist yet. */
  public static String freshTopic() {
    return TOPICS + RUN + "-" + COUNT.incrementAndGet();
  }

  private static final class BrokerHolder {
    static final KafkaBroker BROKER = Closing.register(KafkaBroker.start(Closing.FOLDER.path()));
  }

  private static final class DatabaseHolder {
    static final Database DATABASE =
        Closing.register(
            Databases.start(DatabaseProperty.request(Closing.FOLDER.path(), Map.of())));
  }

  /** Last opened, first closed. If the JVM is killed, what guards the child processes does it. */
  private static final class Closing {
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    static final OwnFolder FOLDER = OwnFolder.temporary();

    static {
      register(FOLDER);
      Runtime.getRuntime().addShutdownHook(new Thread(Closing::closeAll, "close-shared-stack"));
    }

    static synchronized <T extends AutoCloseable> T register(T part) {
      OPEN.push(part);
      return part;
    }

    private static synchronized void closeAll() {
      for (AutoCloseable part : OPEN) {
        try {
          part.close();
        } catch (Exception e) { // Whatever it is, the others are to be closed too.
          System.err.println("cannot close " + part + ": " + e);
        }
      }
    }
  }
}

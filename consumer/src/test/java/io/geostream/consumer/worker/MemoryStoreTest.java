package io.geostream.consumer.worker;

/** The simulation's store is one like PostgreSQL. */
final class MemoryStoreTest extends StoreContract {

  private final SimTopic topic = new SimTopic(2);
  private final MemoryDatabase database = new MemoryDatabase(row -> row == REFUSED);

  MemoryStoreTest() {
    for (int record = 0; record < 2 * RECORDS; record++) {
      topic.append(record % 2, SimLog.Kind.READING, 0);
    }
  }

  @Override
  Store connect() {
    return new MemoryStore(database, topic);
  }

  @Override
  int times(int row) {
    return database.times(row);
  }

  @Override
  void loseOffset(int partition) {
    database.delete(partition);
  }
}

package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.offsets.LogComparison;
import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.WeatherTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The store over one connection to the database in memory. A batch's transaction can be opened
 * before it is written, so that others find its locks.
 */
final class MemoryStore implements Store {

  private final MemoryDatabase database;
  private final SimTopic topic;
  private final OffsetKey key;
  private final OffsetTable offsets;

  /** Where this process let partitions begin. */
  private final SortedMap<Integer, StoredOffset> inserted = new TreeMap<>();

  private final Set<Integer> loaded = new HashSet<>();
  private int crashes;
  private @Nullable OpenTransaction open;

  MemoryStore(MemoryDatabase database, SimTopic topic) {
    this.database = database;
    this.topic = topic;
    this.key = topic.key();
    this.offsets = WeatherTable.offsets(key);
    this.crashes = database.crashes();
  }

  /** Uses the connection, which a crash has broken. */
  void connect() throws SQLException {
    boolean broken = crashes != database.crashes();
    crashes = database.crashes();
    if (database.isAway() || broken) {
      throw new SimSqlException(
          database.isAway() ? SimSqlException.AWAY : SimSqlException.TERMINATED);
    }
  }

  /** Writes a batch's rows and takes the locks, which must be free. */
  void open(Batch batch) {
    open = database.begin(key.topicId().toString(), batch.advances(), rows(batch));
  }

  /** Leaves what is open to the server. */
  @Nullable OpenTransaction abandon() {
    OpenTransaction left = open;
    open = null;
    return left;
  }

  private static List<Integer> rows(Batch batch) {
    CopyRows rows = batch.rows();
    List<Integer> ids = new ArrayList<>(rows.count());
    for (int row = 0; row < rows.count(); row++) {
      ids.add(SimTopic.rowOf(rows.epochMicros(row)));
    }
    return ids;
  }

  private OpenTransaction opened(Batch batch) throws SQLException {
    if (open == null) {
      open(batch);
    }
    OpenTransaction transaction = Objects.requireNonNull(open);
    open = null;
    if (transaction.hasEnded()) {
      throw new SimSqlException(SimSqlException.TERMINATED);
    }
    return transaction;
  }

  @Override
  public Optional<RowWriter.Mode> write(Batch batch, boolean plain) throws SQLException {
    OpenTransaction transaction = opened(batch);
    if (transaction.rows().stream().anyMatch(database::refuses)) {
      database.rollback(transaction);
      throw new SimSqlException(SimSqlException.REFUSED);
    }
    if (database.commit(transaction)) {
      return Optional.of(RowWriter.Mode.COPY);
    }
    offsets.requireRows(new TreeMap<>(database.offsets()), batch.advances().keySet());
    return Optional.empty();
  }

  @Override
  public Optional<SortedMap<Integer, BadRecord>> findRefused(Batch batch) throws SQLException {
    OpenTransaction transaction = opened(batch);
    boolean same = database.matches(transaction);
    database.rollback(transaction);
    if (!same) {
      offsets.requireRows(new TreeMap<>(database.offsets()), batch.advances().keySet());
      return Optional.empty();
    }
    SortedMap<Integer, BadRecord> refused = new TreeMap<>();
    for (int message = 0; message < batch.messages(); message++) {
      List<Integer> rows =
          transaction.rows().subList(batch.firstRow(message), batch.firstRow(message + 1));
      if (rows.stream().anyMatch(database::refuses)) {
        refused.put(message, new BadRecord(ErrorCode.REJECTED_BY_DATABASE, "22003: simulated"));
      }
    }
    return Optional.of(refused);
  }

  @Override
  public boolean holds(SortedMap<Integer, Long> known, boolean rowsMustExist) {
    if (rowsMustExist) {
      offsets.requireRows(new TreeMap<>(database.offsets()), known.keySet());
    }
    return known.entrySet().stream()
        .allMatch(
            each -> {
              StoredOffset stored = database.offsets().get(each.getKey());
              return stored != null && stored.next() == each.getValue();
            });
  }

  @Override
  public SortedMap<Integer, StoredOffset> load(Set<Integer> partitions) {
    requireSameTopic();
    insertMissing(partitions);
    SortedMap<Integer, StoredOffset> stored = new TreeMap<>(database.offsets());
    stored.keySet().retainAll(partitions);
    stored.forEach(this::compareWithLog);
    loaded.addAll(partitions);
    return stored;
  }

  /** A row that was lost is put back by the process that had inserted it, and by no other. */
  private void insertMissing(Set<Integer> partitions) {
    SortedMap<Integer, StoredOffset> starts = new TreeMap<>();
    for (Integer partition : partitions) {
      if (!database.offsets().containsKey(partition)) {
        starts.put(partition, inserted.getOrDefault(partition, start(partition)));
      }
    }
    if (!starts.isEmpty()) {
      offsets.requireRows(inserted, starts.keySet().stream().filter(loaded::contains).toList());
      database.insert(starts);
      inserted.putAll(starts);
    }
  }

  private StoredOffset start(int partition) {
    return new StoredOffset(
        topic.log(partition).start(), Optional.empty(), key.topicId().toString());
  }

  /** Whether a partition has no offset, and another process let it begin. */
  boolean cannotPutBack(int partition) {
    return !database.offsets().containsKey(partition) && !inserted.containsKey(partition);
  }

  /** Makes sure that the topic is the one whose offsets are kept. */
  void requireSameTopic() {
    if (!topic.key().equals(key)) {
      throw mismatch(0);
    }
  }

  private void compareWithLog(int partition, StoredOffset stored) {
    SimLog log = topic.log(partition);
    String id = key.topicId().toString();
    if (LogComparison.of(stored, id, log.start(), log.end()) != LogComparison.FITS) {
      throw mismatch(partition);
    }
  }

  private LogMismatchException mismatch(int partition) {
    return LogMismatchException.truncated(
        key, Map.of(new TopicPartition(key.topic(), partition), 0L), Map.of(), Map.of());
  }
}

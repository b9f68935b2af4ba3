package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.worker.SimLog.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The topic: its logs, and the records that were ever in it, which make none to three rows. A
 * record's id is in its timestamp, and a row's in its time.
 */
final class SimTopic {

  static final String NAME = "readings";

  /** 2026-01-01T00:00:00Z. */
  private static final long MILLIS = 1_767_225_600_000L;

  private static final long MICROS = MILLIS * 1_000;

  /** So many ids of rows belong to a record; the last one to none of its rows. */
  private static final int ROWS = 4;

  private final List<TopicPartition> names = new ArrayList<>();
  private final List<SimLog> logs = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Integer> partitions = new ArrayList<>();
  private final List<List<Integer>> rows = new ArrayList<>();
  private int made;
  private OffsetKey key;
  private String id;

  SimTopic(int partitions) {
    for (int number = 0; number < partitions; number++) {
      names.add(new TopicPartition(NAME, number));
      logs.add(new SimLog());
    }
    key = newKey();
    id = key.topicId().toString();
  }

  private OffsetKey newKey() {
    return new OffsetKey("group", "cluster", NAME, new Uuid(1, ++made));
  }

  /** Deletes the topic, and makes another one of its name. */
  void recreate() {
    logs.replaceAll(old -> new SimLog());
    key = newKey();
    id = key.topicId().toString();
  }

  /** Whose offsets a consumer keeps that starts now. */
  OffsetKey key() {
    return key;
  }

  String id() {
    return id;
  }

  int partitions() {
    return logs.size();
  }

  Set<Integer> numbers() {
    Set<Integer> numbers = new TreeSet<>();
    names.forEach(name -> numbers.add(name.partition()));
    return numbers;
  }

  TopicPartition name(int partition) {
    return names.get(partition);
  }

  SimLog log(int partition) {
    return logs.get(partition);
  }

  /** Appends to a partition. */
  void append(int partition, Kind kind, int gap) {
    logs.get(partition).append(kind, kinds.size(), gap);
    rows.add(rows(kind, kinds.size()));
    kinds.add(kind);
    partitions.add(partition);
  }

  /** How many records there were, so far; their ids begin at 0. */
  int records() {
    return kinds.size();
  }

  Kind kind(int record) {
    return kinds.get(record);
  }

  /** The ids of a record's rows. */
  List<Integer> rows(int record) {
    return rows.get(record);
  }

  private static List<Integer> rows(Kind kind, int record) {
    int count =
        switch (kind) {
          case READING -> record % ROWS;
          case REFUSED -> 1 + record % (ROWS - 1);
          case BAD, MARKER -> 0;
        };
    return IntStream.range(0, count).mapToObj(row -> record * ROWS + row).toList();
  }

  /** Whether the table refuses a row; of a message that it refuses, any one. */
  boolean refuses(int row) {
    int record = row / ROWS;
    return kinds.get(record) == Kind.REFUSED && row % ROWS == record / ROWS % rows(record).size();
  }

  /** The partition that a record was appended to. */
  int partition(int record) {
    return partitions.get(record);
  }

  /** An entry as a consumer gets it. */
  ConsumerRecord<byte[], byte[]> record(int partition, SimLog.Entry entry) {
    byte @Nullable [] value = entry.kind() == Kind.BAD ? null : value(entry.id());
    return new ConsumerRecord<>(
        NAME,
        partition,
        entry.offset(),
        MILLIS + entry.id(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        null,
        value,
        new RecordHeaders(),
        Optional.of(entry.epoch()));
  }

  private byte[] value(int record) {
    return Times.value(rows(record).stream().mapToLong(row -> MICROS + row).toArray());
  }

  static int idOf(ConsumerRecord<?, ?> record) {
    return (int) (record.timestamp() - MILLIS);
  }

  /** The id of the row with a time. */
  static int rowOf(long epochMicros) {
    return (int) (epochMicros - MICROS);
  }
}

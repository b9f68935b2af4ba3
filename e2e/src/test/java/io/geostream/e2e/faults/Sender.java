package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Program;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the known set: at once, or as a steady stream in the background while things are broken.
 * Its producer is idempotent and never gives up, so that what it sent is known whatever becomes of
 * the broker meanwhile.
 */
final class Sender implements AutoCloseable {

  private static final int TICKS_PER_SECOND = 50;

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Instant start;
  private final int badOneIn;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(Sender::thread);
  private final AtomicLong nextReading = new AtomicLong();
  private final AtomicLong nextBadRecord = new AtomicLong();
  private final AtomicLong acknowledgedReadings = new AtomicLong();
  private final ConcurrentLinkedQueue<KnownSet.Sent> badRecords = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private Sender(Pipeline pipeline, Instant start, int badOneIn) {
    this.topic = pipeline.topic();
    this.start = start.truncatedTo(ChronoUnit.MILLIS);
    this.badOneIn = badOneIn;
    this.producer = new KafkaProducer<>(settings(pipeline.broker().bootstrapServers()));
  }

  /** Of readings whose times begin ten minutes ago, without bad records. */
  static Sender of(Pipeline pipeline) {
    return from(pipeline, Instant.now().minus(Duration.ofMinutes(10)), 0);
  }

  /** With a bad record after each so many readings. */
  static Sender withBadRecords(Pipeline pipeline, int oneIn) {
    return from(pipeline, Instant.now().minus(Duration.ofMinutes(10)), oneIn);
  }

  /**
   * Of readings whose times begin at that moment.
   *
   * @param badOneIn a bad record after each so many readings; none if 0
   */
  static Sender from(Pipeline pipeline, Instant start, int badOneIn) {
    return new Sender(pipeline, start, badOneIn);
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        10,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        5_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        Integer.MAX_VALUE,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        Long.MAX_VALUE);
  }

  /** Sends the next so many readings, with the bad records between them, and waits for them. */
  Sender send(int readings) {
    return sendTo(null, readings);
  }

  /** The same, all of it to one partition; null leaves that to the keys. */
  Sender sendTo(@Nullable Integer partition, int readings) {
    for (int sent = 0; sent < readings; sent++) {
      sendNext(partition);
    }
    awaitAcknowledgements();
    return this;
  }

  /** Sends the next so many bad records, and waits for them. */
  Sender sendBadRecords(int number) {
    for (int sent = 0; sent < number; sent++) {
      sendBadRecord(null);
    }
    awaitAcknowledgements();
    return this;
  }

  /** Sends so many readings a second from now on, until {@link #stop()}. */
  Sender stream(int perSecond) {
    AtomicLong due = new AtomicLong();
    var unused =
        ticker.scheduleAtFixedRate(
            () -> {
              long wholes = due.addAndGet(perSecond) / TICKS_PER_SECOND;
              due.addAndGet(-wholes * TICKS_PER_SECOND);
              for (long left = wholes; left > 0; left--) {
                sendNext(null);
              }
            },
            0,
            TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND,
            TimeUnit.NANOSECONDS);
    return this;
  }

  /** The readings that Kafka has acknowledged so far. */
  long acknowledged() {
    return acknowledgedReadings.get();
  }

  /** Waits until Kafka has acknowledged so many more readings of the stream. */
  Sender awaitMore(int readings) {
    long goal = acknowledged() + readings;
    await().atMost(Program.LONG).until(() -> acknowledged() >= goal);
    return this;
  }

  /** Ends the stream, and gives what is in the topic: all of it acknowledged. */
  KnownSet stop() {
    ticker.shutdown();
    await().atMost(Program.LONG).until(ticker::isTerminated);
    awaitAcknowledgements();
    return sent();
  }

  /** What is in the topic, once all that was sent is acknowledged. */
  KnownSet sent() {
    assertThat(failure.get()).as("the known set is not known: a record failed").isNull();
    return new KnownSet(acknowledged(), start, List.copyOf(badRecords));
  }

  private void awaitAcknowledgements() {
    producer.flush();
    await()
        .atMost(Program.LONG)
        .until(
            () ->
                failure.get() != null
                    || (acknowledged() == nextReading.get()
                        && badRecords.size() == nextBadRecord.get()));
    assertThat(failure.get()).as("the known set is not known: a record failed").isNull();
  }

  private void sendNext(@Nullable Integer partition) {
    long number = nextReading.getAndIncrement();
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, partition, KnownReading.key(number), KnownReading.json(number, start)),
            (metadata, exception) -> {
              if (isStored(exception)) {
                acknowledgedReadings.incrementAndGet();
              }
            });
    if (badOneIn > 0 && number % badOneIn == badOneIn - 1) {
      sendBadRecord(partition);
    }
  }

  private void sendBadRecord(@Nullable Integer partition) {
    BadRecord bad = BadRecord.of(nextBadRecord.getAndIncrement());
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic,
                partition,
                bad.key().get(),
                bad.value() == null ? null : bad.value().get(),
                bad.headers()),
            (metadata, exception) -> {
              if (isStored(exception)) {
                badRecords.add(sent(bad, metadata));
              }
            });
  }

  private static KnownSet.Sent sent(BadRecord bad, RecordMetadata metadata) {
    return new KnownSet.Sent(bad, metadata.partition(), metadata.offset(), metadata.timestamp());
  }

  private boolean isStored(@Nullable Exception exception) {
    if (exception != null) {
      failure.compareAndSet(null, exception);
    }
    return exception == null;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sender");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the stream, whether or not Kafka takes the rest. */
  @Override
  public void close() {
    ticker.shutdownNow();
    producer.close(Duration.ZERO);
  }
}

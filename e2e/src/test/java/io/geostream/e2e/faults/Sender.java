package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
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
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the known set: at once, or as a steady stream in the background while things are broken.
 * Its producer is idempotent and never gives up, so that what it sent is known whatever becomes of
 * the broker meanwhile.
 */
final class Sender implements AutoCloseable {

  private static final int TICKS_PER_SECOND = 50;

  private final Shape shape;
  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Instant start;
  private final Duration apart;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(Sender::thread);
  private final AtomicLong nextReading = new AtomicLong();
  private final AtomicLong nextBadRecord = new AtomicLong();
  private final AtomicLong acknowledgedReadings = new AtomicLong();
  private final ConcurrentLinkedQueue<KnownSet.Sent> badRecords = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile Mix mix;
  private volatile @Nullable Integer partition;

  /** Which bad records come among the readings: one after each so many, none if 0. */
  private record Mix(int oneIn, LongFunction<BadRecord> kind) {}

  private Sender(Shape shape, Pipeline pipeline, Instant start, Duration apart, int badOneIn) {
    this.shape = shape;
    this.topic = pipeline.topic();
    this.start = start.truncatedTo(ChronoUnit.MILLIS);
    this.apart = apart;
    this.mix = new Mix(badOneIn, shape::bad);
    this.producer = new KafkaProducer<>(settings(pipeline.broker().bootstrapServers()));
  }

  /** Of readings whose times begin ten minutes ago, without bad records. */
  static Sender of(Pipeline pipeline) {
    return from(pipeline, Instant.now().minus(Duration.ofMinutes(10)), 0);
  }

  /** With a bad record after each so many readings. */
  static Sender withBadRecords(Pipeline pipeline, int oneIn) {
    return withBadRecords(Shapes.WEATHER, pipeline, oneIn);
  }

  /** The same of messages of this shape, to be read by consumers that know it. */
  static Sender withBadRecords(Shape shape, Pipeline pipeline, int oneIn) {
    Instant start = Instant.now().minus(Duration.ofMinutes(10));
    return new Sender(shape, pipeline, start, KnownReading.APART, oneIn);
  }

  /**
   * Of readings whose times begin at that moment.
   *
   * @param badOneIn a bad record after each so many readings; none if 0
   */
  static Sender from(Pipeline pipeline, Instant start, int badOneIn) {
    return new Sender(Shapes.WEATHER, pipeline, start, KnownReading.APART, badOneIn);
  }

  /** Of readings whose times are so far apart, without bad records. */
  static Sender spread(Pipeline pipeline, Instant start, Duration apart) {
    return new Sender(Shapes.WEATHER, pipeline, start, apart, 0);
  }

  /** Goes on after what others have sent, perhaps into another topic. */
  static Sender after(KnownSet sent, Pipeline pipeline) {
    Sender sender = new Sender(sent.shape(), pipeline, sent.start(), sent.apart(), 0);
    sender.nextReading.set(sent.readings());
    sender.acknowledgedReadings.set(sent.readings());
    return sender;
  }

  /** From now on a bad record of this kind comes after each so many readings. */
  Sender mixing(int oneIn, LongFunction<BadRecord> kind) {
    mix = new Mix(oneIn, kind);
    return this;
  }

  /** From now on all goes into this partition. */
  Sender into(int number) {
    partition = number;
    return this;
  }

  /** From now on the keys decide on the partitions again. */
  Sender byKey() {
    partition = null;
    return this;
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
    for (int sent = 0; sent < readings; sent++) {
      sendNext();
    }
    awaitAcknowledgements();
    return this;
  }

  /** Sends the next so many bad records, and waits for them. */
  Sender sendBadRecords(int number) {
    for (int sent = 0; sent < number; sent++) {
      sendBadRecord(mix.kind().apply(nextBadRecord.get()));
    }
    awaitAcknowledgements();
    return this;
  }

  /** Sends this bad record, and waits for it. */
  Sender send(BadRecord bad) {
    sendBadRecord(bad);
    awaitAcknowledgements();
    return this;
  }

  /** Sends the next reading with no key and in another form that means the same, and waits. */
  Sender sendWithoutKey(UnaryOperator<byte[]> form) {
    long number = nextReading.getAndIncrement();
    send(null, form.apply(shape.json(number, start, apart)));
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
                sendNext();
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
    return new KnownSet(shape, acknowledged(), start, apart, List.copyOf(badRecords));
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

  private void sendNext() {
    long number = nextReading.getAndIncrement();
    send(shape.key(number), shape.json(number, start, apart));
    Mix mixed = mix;
    if (mixed.oneIn() > 0 && number % mixed.oneIn() == mixed.oneIn() - 1) {
      sendBadRecord(mixed.kind().apply(nextBadRecord.get()));
    }
  }

  private void send(byte @Nullable [] key, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic, partition, key, value),
            (metadata, exception) -> {
              if (isStored(exception)) {
                acknowledgedReadings.incrementAndGet();
              }
            });
  }

  private void sendBadRecord(BadRecord bad) {
    nextBadRecord.incrementAndGet();
    // Our own: of a batch that was stored before, but not acknowledged, Kafka returns the time of
    // its last record for each of them.
    long timestamp = System.currentTimeMillis();
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic,
                partition,
                timestamp,
                bad.key() == null ? null : bad.key().get(),
                bad.value() == null ? null : bad.value().get(),
                bad.headers()),
            (metadata, exception) -> {
              if (isStored(exception)) {
                badRecords.add(
                    new KnownSet.Sent(bad, metadata.partition(), metadata.offset(), timestamp));
              }
            });
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

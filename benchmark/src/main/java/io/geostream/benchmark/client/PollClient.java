package io.geostream.benchmark.client;

import io.geostream.benchmark.measure.Commit;
import io.geostream.benchmark.measure.CommitLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A lower bound for any reader that uses Kafka's client: two members of a group poll, and do
 * nothing with what they get. When they got how many records goes to a file.
 */
@Command(name = "client-poll", hidden = true)
public final class PollClient implements Callable<Integer> {

  private static final int THREADS = 2;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLL_RECORDS = 10_000;

  private final Queue<Commit> polls = new ConcurrentLinkedQueue<>();
  private final AtomicLong left = new AtomicLong();
  private final Clock clock = Clock.systemUTC();

  @Mixin private final TopicOptions source = new TopicOptions();

  @Option(names = "--polls", required = true, description = "The file for what came when.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    left.set(source.readings());
    Parallel.run(THREADS, this::poll);
    new CommitLog(List.copyOf(polls)).save(file);
    return 0;
  }

  private boolean poll() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(source.consumer(POLL_RECORDS))) {
      consumer.subscribe(List.of(source.topic()));
      while (left.get() > 0) {
        int records = consumer.poll(POLL).count();
        if (records > 0) {
          polls.add(new Commit(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()), records));
          left.addAndGet(-records);
          consumer.commitAsync();
        }
      }
      return true;
    }
  }
}

package io.geostream.consumer;

import io.geostream.common.daemon.StopSignal;
import io.geostream.common.mapping.Mapping;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.worker.Shared;
import io.geostream.consumer.worker.Worker;
import java.util.ArrayList;
import java.util.List;

/** The workers of a process, each with a Kafka consumer and a database connection of its own. */
final class Workers implements AutoCloseable {

  private final ConsumerSettings settings;
  private final Mapping mapping;
  private final KafkaClients clients;
  private final ConsumerStatus status;
  private final StopSignal stop;
  private final List<Worker> workers = new ArrayList<>();

  Workers(
      ConsumerSettings settings,
      Mapping mapping,
      KafkaClients clients,
      ConsumerStatus status,
      StopSignal stop) {
    this.settings = settings;
    this.mapping = mapping;
    this.clients = clients;
    this.status = status;
    this.stop = stop;
  }

  /** Starts them; fewer if a stop is requested meanwhile. */
  void start(DatabaseSide database, Schema schema, BrokerSide broker) throws InterruptedException {
    Shared shared =
        new Shared(
            writing(database, schema, broker),
            reading(schema, broker),
            new Shared.Signals(
                status.database(),
                status.broker(),
                status.metrics().batches(),
                status.metrics().partitions()),
            stop);
    for (int member = 1; member <= settings.workers(); member++) {
      Worker.Client client = clients.consumer(member);
      if (client == null) {
        return;
      }
      Worker worker = Worker.start(member, client, shared);
      workers.add(worker);
      worker.heartbeats().forEach(beat -> status.health().live(beat.name(), beat::problem));
    }
  }

  private Shared.Writing writing(DatabaseSide database, Schema schema, BrokerSide broker) {
    return new Shared.Writing(
        database.writers()::make,
        broker.offsets(),
        broker.positions(),
        schema.rowWriters(),
        broker.letters(),
        new DeadLetterLimit(settings.deadLetterLimit()));
  }

  private Shared.Reading reading(Schema schema, BrokerSide broker) {
    return new Shared.Reading(
        mapping,
        settings.batchLimits(schema.chunkWidth()),
        clients.pollBytes(),
        settings.linger(),
        settings.ageLimits(),
        broker.ends());
  }

  /** They end side by side once a stop is requested; here they are only waited for. */
  @Override
  public void close() {
    try {
      for (Worker worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

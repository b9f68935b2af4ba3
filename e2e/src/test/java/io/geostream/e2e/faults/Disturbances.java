package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.ControllableServer;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the soak breaks, one at a time: each is mended again when its step ends. */
final class Disturbances {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(7);

  private final Scenario scenario;
  private final Pipeline pipeline;
  private final KafkaBroker broker;
  private final ControllableServer server;
  private final Program witness;
  private final Supplier<Program> newConsumer;
  private Program victim;

  /**
   * @param witness a consumer that is frozen at times, but never ended
   * @param newConsumer starts another one
   */
  Disturbances(
      Scenario scenario,
      Pipeline pipeline,
      KafkaBroker broker,
      ControllableServer server,
      Program witness,
      Supplier<Program> newConsumer) {
    this.scenario = scenario;
    this.pipeline = pipeline;
    this.broker = broker;
    this.server = server;
    this.witness = witness;
    this.newConsumer = newConsumer;
    this.victim = newConsumer.get();
  }

  /** Something that can go wrong. */
  record Disturbance(String name, Step step) {}

  /** It goes wrong, and is mended. */
  interface Step {
    void run() throws Exception;
  }

  /** One of them. */
  Disturbance any() {
    List<Disturbance> all =
        List.of(
            new Disturbance(
                "a consumer killed", () -> another(consumer -> consumer.process().kill())),
            new Disturbance("a consumer stopped", () -> another(Program::close)),
            new Disturbance("a consumer frozen", () -> frozen(victim)),
            new Disturbance("the witness frozen", () -> frozen(witness)),
            new Disturbance("a third consumer comes and goes", this::thirdConsumer),
            new Disturbance("backends terminated", this::terminateBackends),
            new Disturbance("database shut down", () -> databaseAway(server::stopImmediately)),
            new Disturbance("database killed", () -> databaseAway(server::kill)),
            new Disturbance("database frozen", this::freezeDatabase),
            new Disturbance("database read-only", this::readOnly),
            new Disturbance("table locked", this::lockTable),
            new Disturbance("broker killed", this::killBroker),
            new Disturbance("broker frozen", this::freezeBroker));
    return all.get(scenario.random().nextInt(all.size()));
  }

  /** Ends the consumer that comes and goes. */
  void end() {
    victim.close();
  }

  private void another(Consumer<Program> ending) {
    ending.accept(victim);
    scenario.pass(Duration.ZERO, SHORT);
    victim = newConsumer.get();
  }

  private void frozen(Program consumer) {
    consumer.process().freeze();
    scenario.pass(SHORT, LONG);
    consumer.process().thaw();
  }

  private void thirdConsumer() {
    try (Program third = newConsumer.get()) {
      scenario.pass(Duration.ofSeconds(2), LONG);
      third.process().terminate();
    }
  }

  private void terminateBackends() throws Exception {
    new Backends(pipeline.sql()).terminateAll();
  }

  private void databaseAway(Runnable fault) {
    fault.run();
    scenario.pass(SHORT, LONG);
    server.start();
  }

  private void freezeDatabase() {
    server.freeze();
    scenario.pass(SHORT, LONG);
    server.thaw();
  }

  private void readOnly() throws Exception {
    pipeline
        .sql()
        .run("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
    scenario.pass(SHORT, LONG);
    pipeline
        .sql()
        .run(
            "SET default_transaction_read_only = off",
            "ALTER SYSTEM RESET default_transaction_read_only",
            "SELECT pg_reload_conf()");
  }

  private void lockTable() throws Exception {
    try (Connection person = pipeline.database().connect();
        Statement lock = person.createStatement()) {
      person.setAutoCommit(false);
      lock.execute("LOCK TABLE geospatial_metrics IN SHARE ROW EXCLUSIVE MODE");
      scenario.pass(SHORT, LONG);
      person.rollback();
    }
  }

  private void killBroker() {
    broker.kill();
    scenario.pass(SHORT, LONG);
    broker.restart();
  }

  private void freezeBroker() {
    broker.freeze();
    scenario.pass(SHORT, LONG);
    broker.thaw();
  }
}

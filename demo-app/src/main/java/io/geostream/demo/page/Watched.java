package io.geostream.demo.page;

import io.geostream.demo.actions.BadRecordSender;
import io.geostream.demo.actions.DatabaseSwitch;
import io.geostream.stack.Database;
import io.geostream.stack.MetricsScrape;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the page looks at, and what it may do.
 *
 * @param facts what stays the same
 * @param producer asks the producer for its metrics; empty when it does not answer
 * @param consumer asks the consumer
 * @param database where the table is
 * @param since no reading of this run is older
 * @param power stops and starts the database
 * @param badRecords sends bad records
 */
public record Watched(
    RunFacts facts,
    Supplier<Optional<MetricsScrape>> producer,
    Supplier<Optional<MetricsScrape>> consumer,
    Database database,
    Instant since,
    DatabaseSwitch power,
    BadRecordSender badRecords) {}

-- No policy runs at once: one that converts or drops chunks would make the grants fail, which are made on each chunk.
-- Policies of an adopted schema give way to these, but for its retention: what is kept longer is not dropped.
CALL ${extension}.remove_columnstore_policy('geospatial_metrics', if_exists => true);
CALL ${extension}.add_columnstore_policy('geospatial_metrics', after => INTERVAL '1 day',
    initial_start => now() + INTERVAL '1 minute');

-- The migration warns of rows that are older, and the owner has a day to keep them.
SELECT ${extension}.add_retention_policy('geospatial_metrics', drop_after => INTERVAL '1 year', if_not_exists => true,
    initial_start => now() + INTERVAL '1 day');

-- The consumer takes readings up to 30 days old (--max-age): 30 days and one bucket are within the 32 days that a
-- refresh looks back. It looks back less where an adopted retention is shorter: the refresh of a bucket whose rows
-- are gone deletes the bucket. A refresh computes only buckets in which something changed.
-- What is newer than end_offset comes from the rows themselves (the aggregates are real-time).
DO $$
DECLARE
    kept interval := (SELECT (config ->> 'drop_after')::interval
                        FROM timescaledb_information.jobs
                       WHERE proc_name = 'policy_retention' AND hypertable_schema = current_schema()
                         AND hypertable_name = 'geospatial_metrics');
    look_back interval := least(INTERVAL '32 days', kept - INTERVAL '1 hour');
BEGIN
    PERFORM ${extension}.remove_continuous_aggregate_policy('hourly_metrics', if_exists => true);
    PERFORM ${extension}.add_continuous_aggregate_policy('hourly_metrics',
        start_offset => look_back,
        end_offset => INTERVAL '1 hour',
        schedule_interval => INTERVAL '15 minutes',
        initial_start => now() + INTERVAL '1 minute');

    PERFORM ${extension}.remove_continuous_aggregate_policy('daily_metrics', if_exists => true);
    PERFORM ${extension}.add_continuous_aggregate_policy('daily_metrics',
        start_offset => look_back,
        end_offset => INTERVAL '1 hour',
        schedule_interval => INTERVAL '1 hour',
        initial_start => now() + INTERVAL '1 minute');
END $$;

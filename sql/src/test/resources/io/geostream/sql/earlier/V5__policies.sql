-- Policies of an adopted schema give way to these.
CALL remove_columnstore_policy('geospatial_metrics', if_exists => true);
CALL add_columnstore_policy('geospatial_metrics', after => INTERVAL '1 day');

SELECT remove_retention_policy('geospatial_metrics', if_exists => true);
SELECT add_retention_policy('geospatial_metrics', drop_after => INTERVAL '1 year');

-- The consumer takes readings up to 30 days old (--max-age): 30 days and one bucket are within the 32 days that a
-- refresh looks back, and those are less than what retention keeps. A longer look back than retention would delete
-- the aggregates' history together with the rows. A refresh computes only buckets in which something changed.
-- What is newer than end_offset comes from the rows themselves (the aggregates are real-time).
SELECT remove_continuous_aggregate_policy('hourly_metrics', if_exists => true);
SELECT add_continuous_aggregate_policy('hourly_metrics',
    start_offset => INTERVAL '32 days',
    end_offset => INTERVAL '1 hour',
    schedule_interval => INTERVAL '15 minutes');

SELECT remove_continuous_aggregate_policy('daily_metrics', if_exists => true);
SELECT add_continuous_aggregate_policy('daily_metrics',
    start_offset => INTERVAL '32 days',
    end_offset => INTERVAL '1 hour',
    schedule_interval => INTERVAL '1 hour');

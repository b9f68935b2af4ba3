-- The history of an adopted table goes into the aggregates before the policies exist, which look back 32 days only
-- (and before retention drops what is older than a year). Ten days at a time, each its own transaction: the lock
-- table holds the chunks of ten days, and what is done stays done. Killed half-way, the whole runs again; "force"
-- because a killed refresh may have used up the marks of what had changed.
--
-- It ends before the bucket that is still being filled: a bucket that is materialized shows later rows only after
-- the next refresh.
DO $$
DECLARE
    slice    CONSTANT interval := INTERVAL '10 days';
    first    timestamptz;
    last     timestamptz;
    from_day timestamptz;
BEGIN
    SELECT time_bucket(INTERVAL '1 day', min(time)),
           least(time_bucket(INTERVAL '1 day', max(time)) + INTERVAL '1 day', time_bucket(INTERVAL '1 day', now()))
      INTO first, last
      FROM geospatial_metrics;
    from_day := first;
    WHILE from_day < last LOOP
        CALL refresh_continuous_aggregate('hourly_metrics', from_day, least(from_day + slice, last), force => true);
        COMMIT;
        CALL refresh_continuous_aggregate('daily_metrics', from_day, least(from_day + slice, last), force => true);
        COMMIT;
        from_day := from_day + slice;
    END LOOP;
END $$;

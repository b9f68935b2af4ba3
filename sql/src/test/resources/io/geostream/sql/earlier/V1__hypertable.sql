-- The readings. Every statement also takes in what is there already: a table that the tutorial's code made, or
-- our own plain table from the time before the extension was installed. Its rows stay.
--
-- No primary or unique key: it would switch direct compress off. That each reading is stored once is the work of
-- kafka_offsets, which is written in the same transaction as the rows.
CREATE TABLE IF NOT EXISTS geospatial_metrics (
    time           timestamptz      NOT NULL,
    location_id    text             NOT NULL,
    latitude       double precision,
    longitude      double precision,
    temperature    double precision,
    humidity       double precision,
    pressure       double precision,
    wind_speed     double precision,
    wind_direction double precision
);

-- Makes the index on (time DESC) too, unless one is there.
SELECT create_hypertable('geospatial_metrics', by_range('time', INTERVAL '1 hour'),
                         if_not_exists => true, migrate_data => true);

-- For chunks to come; those of an adopted table keep their width.
SELECT set_chunk_time_interval('geospatial_metrics', INTERVAL '1 hour');

CREATE INDEX IF NOT EXISTS idx_geospatial_metrics_location_time ON geospatial_metrics (location_id, time DESC);

-- The tutorial makes a second index on (time DESC), which every insert pays for. Of indexes that differ in nothing
-- but their name the oldest stays.
DO $$
DECLARE
    duplicate regclass;
BEGIN
    FOR duplicate IN
        SELECT later.indexrelid
          FROM pg_index later
         WHERE later.indrelid = 'geospatial_metrics'::regclass
           AND NOT later.indisunique
           AND EXISTS (SELECT FROM pg_index earlier
                        WHERE earlier.indrelid = later.indrelid
                          AND earlier.indexrelid < later.indexrelid
                          AND earlier.indisvalid
                          AND earlier.indkey::text = later.indkey::text
                          AND earlier.indoption::text = later.indoption::text
                          AND earlier.indclass::text = later.indclass::text
                          AND earlier.indcollation::text = later.indcollation::text
                          AND earlier.indpred IS NOT DISTINCT FROM later.indpred
                          AND earlier.indexprs IS NOT DISTINCT FROM later.indexprs)
    LOOP
        EXECUTE format('DROP INDEX %s', duplicate);
    END LOOP;
END $$;

-- The readings. Every statement also takes in what is there already: a table that the tutorial's code made, or
-- our own plain table from the time before the extension was installed. Its rows stay: those of a plain table have
-- been set aside (RowsAside) and come back with V4.
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

-- Makes the index on (time DESC) too, unless one is there. The rows to migrate are the few that another program has
-- inserted since the others were set aside.
SELECT ${extension}.create_hypertable('geospatial_metrics', ${extension}.by_range('time', INTERVAL '1 hour'),
                                      if_not_exists => true, migrate_data => true);

-- For chunks to come; those of an adopted table keep their width.
SELECT ${extension}.set_chunk_time_interval('geospatial_metrics', INTERVAL '1 hour');

-- Of an adopted hypertable it is there already (ReadingsIndex).
CREATE INDEX IF NOT EXISTS idx_geospatial_metrics_location_time ON geospatial_metrics (location_id, time DESC);

-- The readings on a server without TimescaleDB: the same names and types, one plain table.
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

CREATE INDEX IF NOT EXISTS geospatial_metrics_time_idx ON geospatial_metrics (time DESC);
CREATE INDEX IF NOT EXISTS idx_geospatial_metrics_location_time ON geospatial_metrics (location_id, time DESC);

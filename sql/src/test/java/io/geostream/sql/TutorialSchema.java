package io.geostream.sql;

/** What the tutorial's own code leaves in a database, word for word (chapters 3 and 4). */
final class TutorialSchema {

  static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS geospatial_metrics (
          time TIMESTAMPTZ NOT NULL,
          location_id TEXT NOT NULL,
          latitude DOUBLE PRECISION,
          longitude DOUBLE PRECISION,
          temperature DOUBLE PRECISION,
          humidity DOUBLE PRECISION,
          pressure DOUBLE PRECISION,
          wind_speed DOUBLE PRECISION,
          wind_direction DOUBLE PRECISION
      )
      """;

  /** Chapter 3, the Python consumer. */
  static final String[] CHAPTER_3 = {
    "CREATE EXTENSION timescaledb",
    TABLE,
    "SELECT create_hypertable('geospatial_metrics', 'time', if_not_exists => TRUE)",
    """
    CREATE INDEX IF NOT EXISTS idx_geospatial_metrics_location_time
    ON geospatial_metrics (location_id, time DESC)
    """,
    """
    CREATE INDEX IF NOT EXISTS idx_geospatial_metrics_time
    ON geospatial_metrics (time DESC)
    """,
  };

  /** Chapter 4, up to the aggregates; their policies there are refused by every TimescaleDB. */
  static final String[] CHAPTER_4 = {
    "CREATE EXTENSION timescaledb",
    TABLE,
    """
    SELECT create_hypertable('geospatial_metrics', 'time',
        chunk_time_interval => INTERVAL '1 hour', if_not_exists => TRUE)
    """,
    """
    ALTER TABLE geospatial_metrics SET (
        timescaledb.compress,
        timescaledb.compress_segmentby = 'location_id',
        timescaledb.compress_orderby = 'time DESC'
    )
    """,
    "SELECT add_compression_policy('geospatial_metrics', INTERVAL '1 day')",
    "SELECT add_retention_policy('geospatial_metrics', INTERVAL '1 year')",
  };

  static final String[] CHAPTER_4_AGGREGATES = {
    """
    CREATE MATERIALIZED VIEW hourly_metrics
    WITH (timescaledb.continuous) AS
    SELECT
        time_bucket('1 hour', time) AS hour,
        location_id,
        AVG(temperature) as avg_temperature,
        AVG(humidity) as avg_humidity,
        AVG(pressure) as avg_pressure,
        AVG(wind_speed) as avg_wind_speed,
        COUNT(*) as record_count
    FROM geospatial_metrics
    GROUP BY hour, location_id
    """,
    """
    CREATE MATERIALIZED VIEW daily_metrics
    WITH (timescaledb.continuous) AS
    SELECT
        time_bucket('1 day', time) AS day,
        location_id,
        AVG(temperature) as avg_temperature,
        MAX(temperature) as max_temperature,
        MIN(temperature) as min_temperature,
        AVG(humidity) as avg_humidity,
        AVG(pressure) as avg_pressure,
        AVG(wind_speed) as avg_wind_speed,
        COUNT(*) as record_count
    FROM geospatial_metrics
    GROUP BY day, location_id
    """,
    """
    SELECT add_continuous_aggregate_policy('hourly_metrics',
        start_offset => INTERVAL '3 hours', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour')
    """,
  };

  private TutorialSchema() {}
}

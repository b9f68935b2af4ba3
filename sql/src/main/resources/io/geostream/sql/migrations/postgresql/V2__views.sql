-- Columns and types as TimescaleDB's aggregates have them. The origin, a Monday, is time_bucket's own.
CREATE OR REPLACE VIEW hourly_metrics AS
SELECT date_bin(INTERVAL '1 hour', time, TIMESTAMPTZ '2000-01-03 00:00:00+00') AS hour,
       location_id,
       avg(temperature) AS avg_temperature,
       avg(humidity)    AS avg_humidity,
       avg(pressure)    AS avg_pressure,
       avg(wind_speed)  AS avg_wind_speed,
       count(*)         AS record_count
  FROM geospatial_metrics
 GROUP BY hour, location_id;

CREATE OR REPLACE VIEW daily_metrics AS
SELECT date_bin(INTERVAL '1 day', time, TIMESTAMPTZ '2000-01-03 00:00:00+00') AS day,
       location_id,
       avg(temperature) AS avg_temperature,
       max(temperature) AS max_temperature,
       min(temperature) AS min_temperature,
       avg(humidity)    AS avg_humidity,
       avg(pressure)    AS avg_pressure,
       avg(wind_speed)  AS avg_wind_speed,
       count(*)         AS record_count
  FROM geospatial_metrics
 GROUP BY day, location_id;

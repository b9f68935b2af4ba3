-- A day of readings of a thousand stations around five cities and of one whose place is not known, sorted as the
-- columnstore wants them. The numbers are not weather, only as many and as different as those of weather.
CREATE UNLOGGED TABLE one_day AS
WITH city (latitude, longitude) AS (
    VALUES (40.7128e0, -74.0060e0), (34.0522, -118.2437), (41.8781, -87.6298), (29.7604, -95.3698), (33.4484, -112.0740)
), numbered AS (
    SELECT *, row_number() OVER () - 1 AS number FROM city
), station (location_id, n, latitude, longitude) AS (
    SELECT 'loc_' || n, n,
           latitude + 0.25e0 * sqrt(n / 1000e0) * cos(n),
           longitude + 0.25e0 * sqrt(n / 1000e0) * sin(n) / cos(radians(latitude))
      FROM generate_series(1, 1000) AS n
      JOIN numbered ON number = n % 5
     UNION ALL
    SELECT 'O''Hare', 1001, NULL, NULL
)
SELECT location_id,
       make_interval(secs => (i + n / 1001e0) * 86400e0 / ${readings}) AS at,
       latitude,
       longitude,
       25e0 + 5 * sin(i * 6.3e0 / ${readings} + n) AS temperature,
       55e0 + 20 * sin(n) AS humidity,
       1010e0 + 10 * cos(n) AS pressure,
       abs(8e0 * sin(i * 6.3e0 / ${readings} + 2 * n)) AS wind_speed,
       ((n * 37 + i) % 360)::double precision AS wind_direction
  FROM station, generate_series(0, ${readings} - 1) AS i
 ORDER BY location_id, at DESC

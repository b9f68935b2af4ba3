package io.geostream.benchmark.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A reading as most programs would read it: a record that Jackson fills. */
public record JsonReading(
    String timestamp,
    @JsonProperty("location_id") String locationId,
    double latitude,
    double longitude,
    double temperature,
    double humidity,
    double pressure,
    @JsonProperty("wind_speed") double windSpeed,
    @JsonProperty("wind_direction") double windDirection) {

  /** Puts it into {@link #INSERT}. */
  void bind(PreparedStatement insert) throws SQLException {
    insert.setObject(1, OffsetDateTime.parse(timestamp));
    insert.setString(2, locationId);
    insert.setDouble(3, latitude);
    insert.setDouble(4, longitude);
    insert.setDouble(5, temperature);
    insert.setDouble(6, humidity);
    insert.setDouble(7, pressure);
    insert.setDouble(8, windSpeed);
    insert.setDouble(9, windDirection);
  }

  static final String INSERT =
      """
      INSERT INTO geospatial_metrics (time, location_id, latitude, longitude, temperature, humidity, pressure, wind_speed,
        wind_direction) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
}

package io.geostream.common.reading;

/** The names in JSON of the two fields that are not numbers. */
public final class FieldNames {

  /** The time of measurement. */
  public static final String TIMESTAMP = "timestamp";

  /** The station. */
  public static final String LOCATION_ID = "location_id";

  private FieldNames() {}
}

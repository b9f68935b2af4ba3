-- What the consumer and the dashboards may do. "${roles}" says whether roles.sql has been run on this server
-- (present or absent): as it is part of this text, the grants are made as soon as the roles are there.
DO $$
BEGIN
    IF '${roles}' = 'absent' THEN
        RETURN;
    END IF;

    IF NOT has_schema_privilege('geostream_writer', current_schema(), 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO geostream_writer', current_schema());
    END IF;
    GRANT SELECT, INSERT ON geospatial_metrics TO geostream_writer;
    GRANT SELECT, INSERT, UPDATE ON kafka_offsets TO geostream_writer;
    -- For --migrate check.
    GRANT SELECT ON "${flyway:table}" TO geostream_writer;

    IF NOT has_schema_privilege('geostream_reader', current_schema(), 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO geostream_reader', current_schema());
    END IF;
    GRANT SELECT ON geospatial_metrics, hourly_metrics, daily_metrics, kafka_offsets TO geostream_reader;
END $$;

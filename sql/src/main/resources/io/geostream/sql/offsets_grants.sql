-- The grants on kafka_offsets alone, as R__grants.sql makes them with those on the weather's tables.
DO $$
BEGIN
    IF NOT has_schema_privilege('geostream_writer', current_schema(), 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO geostream_writer', current_schema());
    END IF;
    GRANT SELECT, INSERT, UPDATE ON kafka_offsets TO geostream_writer;

    IF NOT has_schema_privilege('geostream_reader', current_schema(), 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO geostream_reader', current_schema());
    END IF;
    GRANT SELECT ON kafka_offsets TO geostream_reader;
END $$;

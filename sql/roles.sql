-- The two group roles of geostream; they cannot log in. The owner of the schema runs this by itself if it may create
-- roles; otherwise an administrator runs it once a server, and the next `migrate` makes the grants. Then:
--   GRANT geostream_writer TO the_consumers_login;   GRANT geostream_reader TO the_dashboards_login;
-- The databases of a server share their roles, and two that are set up at once may both get here.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['geostream_writer', 'geostream_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- another database's migration was quicker
            END;
        END IF;
    END LOOP;
END $$;

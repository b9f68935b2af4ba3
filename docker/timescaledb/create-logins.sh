#!/usr/bin/env bash
# Makes the three logins of the stack and gives them the passwords that are in the secrets. The image runs it once, on
# an empty data folder; run again by hand, it sets the passwords that are there now.
for name in postgres timeseries consumer grafana; do
  if [[ ! -s /run/geostream/secrets/$name-password ]]; then
    echo "/run/geostream/secrets/$name-password cannot be read" >&2
    exit 1
  fi
done

# psql reads the passwords itself: on its command line every process could see them.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set superuser_password `cat /run/geostream/secrets/postgres-password`
\set owner_password `cat /run/geostream/secrets/timeseries-password`
\set consumer_password `cat /run/geostream/secrets/consumer-password`
\set grafana_password `cat /run/geostream/secrets/grafana-password`

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['timeseries', 'geostream_consumer', 'geostream_grafana']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE CURRENT_USER PASSWORD :'superuser_password';
ALTER ROLE timeseries PASSWORD :'owner_password';
ALTER ROLE geostream_consumer PASSWORD :'consumer_password';
ALTER ROLE geostream_grafana PASSWORD :'grafana_password';

\i /etc/geostream/roles.sql
GRANT geostream_writer TO geostream_consumer;
GRANT geostream_reader TO geostream_grafana;

-- The owner makes the schema, and its public part belongs to the owner of the database.
ALTER DATABASE :"DBNAME" OWNER TO timeseries;
-- A dashboard over a long time must not hold up the writing.
ALTER ROLE geostream_grafana SET statement_timeout = '60s';
SQL

#!/bin/sh
# Makes the passwords of the stack, each once: a file that is there stays as it is. A file belongs to the one user that
# logs in with it; its group is the database's, which has to know it too.
set -eu

folder=/run/geostream/secrets
database=70
grafana=472
consumer=10001
migrate=10002

# keep NAME OWNER GROUP: a password that only its owner and its group can read. The file appears when it is whole.
keep() {
  file=$folder/$1
  if [ -s "$file" ]; then
    return
  fi
  umask 077
  rm -f "$file.new"
  head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$file.new"
  if [ "$(wc -c <"$file.new")" -ne 48 ]; then
    echo "cannot make a password for $1" >&2
    exit 1
  fi
  chmod 0440 "$file.new"
  chown "$2:$3" "$file.new"
  mv "$file.new" "$file"
  echo "made $1"
}

keep postgres-password "$database" "$database"
keep timeseries-password "$migrate" "$database"
keep consumer-password "$consumer" "$database"
keep grafana-password "$grafana" "$database"
keep grafana-admin-password "$grafana" "$grafana"

cat <<EOT
The passwords are in the volume "secrets".
Grafana: http://127.0.0.1:$GRAFANA_PORT, user admin; its password is shown by
  docker compose exec grafana cat $folder/grafana-admin-password
EOT

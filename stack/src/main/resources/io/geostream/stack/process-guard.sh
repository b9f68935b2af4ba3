# The guard of a JVM: reads what to watch until the JVM's end closes its input, then ends the processes that are left
# and removes the folders and containers. Its arguments are the folders.
# Ignores what a terminal sends to the whole foreground process group.
trap '' INT TERM HUP QUIT TSTP
pids=
containers=
while IFS= read -r line; do
  rest=${line#* }
  case $line in
    watch\ *) pids="$pids $rest" ;;
    forget\ *)
      kept=
      for p in $pids; do [ "${p%%:*}" = "$rest" ] || kept="$kept $p"; done
      pids=$kept ;;
    container\ *) containers="$containers $rest" ;;
    removed\ *)
      kept=
      for c in $containers; do [ "$c" = "$rest" ] || kept="$kept $c"; done
      containers=$kept ;;
    folder\ *) set -- "$@" "$rest" ;;
    keep\ *)
      n=$#
      while [ "$n" -gt 0 ]; do
        f=$1; shift
        [ "$f" = "$rest" ] || set -- "$@" "$f"
        n=$((n - 1))
      done ;;
  esac
done
# Beside the rest: it takes a second.
if [ -n "$containers" ]; then
  "$GUARD_JAVA" -Xmx64m -XX:TieredStopAtLevel=1 -cp "$GUARD_CLASSPATH" \
    io.geostream.stack.ContainerRemoval $containers &
fi
# A PostgreSQL server that was just starting.
for f; do
  for p in $(find "$f" -name postmaster.pid -exec head -n 1 {} \;); do
    case $p in *[!0-9]*) ;; *) pids="$pids $p:QUIT" ;; esac
  done
done
# A zombie has ended; it may never be collected in a container.
alive() {
  for p in $pids; do
    p=${p%%:*}
    kill -0 "$p" && ! grep -q ') Z ' "/proc/$p/stat" && return 0
  done
  return 1
}
# Each gets its signal, and SIGCONT for the case that it is frozen; SIGKILL 5 s later.
for p in $pids; do kill -"${p##*:}" "${p%%:*}"; kill -CONT "${p%%:*}"; done
n=0
while [ "$n" -lt 50 ] && alive; do sleep 0.1; n=$((n + 1)); done
for p in $pids; do kill -KILL "${p%%:*}"; done
n=0
while [ "$n" -lt 20 ] && alive; do sleep 0.1; n=$((n + 1)); done
# A second time if a dying process has written to it meanwhile.
for f; do
  rm -rf "$f" || { sleep 1; rm -rf "$f"; }
done
wait

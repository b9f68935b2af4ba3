#!/usr/bin/env bash
# Whether the daemon is ready: asks its health page. The JRE's image has no HTTP client to rely on, and bash is one.
# Usage: ready.sh PORT
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
answer=$(cat <&3)
# Docker keeps what is printed: the reason, when it is not ready.
printf '%s\n' "${answer##*$'\r\n\r\n'}"
[[ $answer == 'HTTP/1.1 200 '* ]]

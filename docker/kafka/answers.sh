#!/usr/bin/env bash
# Whether the broker answers: asks it which requests it knows (ApiVersions, version 0), as each client does first.
# Kafka's own tools can ask that too, but start a JVM for it each time.
set -euo pipefail

exec 3<>/dev/tcp/127.0.0.1/19092
#       size            key     version correlation id  no client id
printf '\0\0\0\012'    >&3
printf '\0\022\0\0'    >&3
printf '\0\0\0\001\377\377' >&3
# The answer: size, the same correlation id, error code 0.
answer=$(head -c 10 <&3 | od -An -v -tx1 | tr -d ' \n')
[[ ${answer:8} == 000000010000 ]]

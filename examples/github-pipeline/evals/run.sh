#!/usr/bin/env bash
# Starts the application and puts the golden set to it. The results decide, not the exit code: fargateai eval-gate judges results.json.
set -euo pipefail
cd "$(dirname "$0")"
go build -o "${TMPDIR:-/tmp}/app-under-evaluation" ../app
PORT=8080 "${TMPDIR:-/tmp}/app-under-evaluation" > app.log &
app=$!
trap 'kill "$app"' EXIT
for _ in {1..50}; do
  if curl --fail --silent --max-time 2 http://127.0.0.1:8080/healthz; then break; fi
  sleep 0.2
done
# promptfoo wants a newer Node than CDKTF does
npx --yes --package=node@22.22.0 --package=promptfoo@0.123.1 -- promptfoo eval --config promptfooconfig.yaml --no-cache --no-progress-bar --output results.json

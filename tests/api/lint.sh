#!/bin/sh
# contrib/openapi.yaml by a public set of rules.
set -eu
cd "$(dirname "$0")/../.."

redocly=tests/node_modules/.bin/redocly
if [ ! -x "$redocly" ]; then
    echo "skipped, npm ci --prefix tests brings what is missing"
    exit 77
fi
REDOCLY_TELEMETRY=off "$redocly" lint --config tests/api/redocly.yaml contrib/openapi.yaml

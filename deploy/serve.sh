#!/bin/sh
# Serves the product on this machine as a centre would: deploy/serve.sh HOST PORT
#
# PostgreSQL (DATABASE_URL), Redis (REDIS_URL), one worker for each core, nginx with TLS in front.
# Everything it writes is in .data/serve/; docs/running.md has the variables that change it.
set -eu

cd "$(dirname -- "$0")/.."
deploy/bootstrap.sh serve
exec .venv/bin/python -m deploy.serve "$1" "$2"

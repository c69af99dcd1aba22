#!/bin/sh
# Writes both requirements.lock again. Versions stay unless pyproject.toml forbids them;
# `make lock ARGS=--upgrade` takes the newest of everything.
#
# No registry's address may get into a commit: hence no header, no annotation, no uv.lock.
set -eu

cd "$(dirname -- "$0")/.."
PATH=$PATH:$PWD/.tools/uv/bin

compile() {
    uv pip compile --quiet pyproject.toml --universal --python-version 3.12 --generate-hashes \
        --no-header --no-annotate "$@"
}

compile "$@" --group dev --output-file requirements.lock
# the product alone: the same versions, without the tools
compile --constraints requirements.lock --output-file deploy/requirements.lock

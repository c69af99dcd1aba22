#!/bin/sh
# Makes a fresh Debian root with this clone in /opt/quiz into the product: all steps of Containerfile.
# `make image` runs it in a root made by mmdebstrap.
set -eu
cd /opt/quiz

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends ca-certificates libnginx-mod-http-brotli-static \
    nginx-light openssl postgresql-client python3 python3-venv

useradd --system --create-home --home-dir /var/lib/quiz quiz
deploy/bootstrap.sh demo
# a key of this moment: making files signs nothing that lasts
SECRET_KEY=$(.venv/bin/python -c "import secrets; print(secrets.token_urlsafe(60))") \
PUBLIC_ADDRESS=https://localhost DATA_DIR=/var/lib/quiz \
    .venv/bin/python -m deploy.steps files
chown -R quiz: /var/lib/quiz
chmod 755 /var/lib/quiz
mkdir -p /var/cache/quiz-proxy

apt-get clean
rm -rf /var/lib/apt/lists/* .tools /root/.cache

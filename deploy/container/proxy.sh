#!/bin/sh
# nginx before the processes of this machine: deploy/container/proxy.sh --answers … --pages … [--listen PORT]
# The certificate and its key are CERTIFICATE and CERTIFICATE_KEY; browsers warn of one made here.
set -eu
cd /opt/quiz
folder=/var/cache/quiz-proxy
if [ -z "${CERTIFICATE:-}" ]; then
    .venv/bin/python -c "from pathlib import Path; from deploy import proxy; proxy.certificate(Path('$folder'))"
fi
.venv/bin/python -m deploy.proxy "$@" --static /var/lib/quiz/static --folder $folder --user "www-data www-data" \
    --certificate "${CERTIFICATE:-$folder/certificate.pem}" --key "${CERTIFICATE_KEY:-$folder/key.pem}" >$folder/nginx.conf
exec nginx -e stderr -c $folder/nginx.conf

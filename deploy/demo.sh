#!/bin/sh
# Starts the product with example data on SQLite and one Daphne process: deploy/demo.sh HOST PORT
#
# Everything it writes is in .data/; servers named in the environment are never touched.
set -eu

host=$1 port=$2
cd "$(dirname -- "$0")/.."
deploy/bootstrap.sh demo
python=$PWD/.venv/bin/python

if ! "$python" deploy/port_is_free.py "$host" "$port"; then
    echo "Port $port on $host is not free. Stop what uses it, or run: make demo PORT=$((port + 1))" >&2
    exit 1
fi

unset DATABASE_URL REDIS_URL SECRET_KEY
export DEMO=1 DATA_DIR="$PWD/.data"

"$python" -m deploy.compile_messages
"$python" manage.py collectstatic --noinput --verbosity 0
"$python" manage.py migrate --verbosity 0
"$python" manage.py seed_demo
# What is listened on is no address to type: name the machine's own one, on this and on pupils' screens.
if [ "$host" = 0.0.0.0 ]; then
    shown=$("$python" -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(("192.0.2.1", 9)); print(s.getsockname()[0])' 2>/dev/null || hostname)
    export PUBLIC_ADDRESS="${PUBLIC_ADDRESS:-http://$shown:$port}"
else
    shown=$host
fi
# In two steps down, so that whoever is waited for has no child to look after.
( "$python" -m deploy.say_once_open "$host" "$port" "$$" "Open http://$shown:$port/ (stop with Ctrl-C; make demo-reset starts afresh)" & )
exec "$python" -m daphne --bind "$host" --port "$port" --verbosity 0 --no-server-name competition.config.asgi:application

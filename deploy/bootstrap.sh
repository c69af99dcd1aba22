#!/bin/sh
# Prepares this clone: .venv with the pinned packages, and for `dev` the tools of tests and checks.
#
#   deploy/bootstrap.sh demo       what the product needs to run
#   deploy/bootstrap.sh dev        and what tests and checks need (node tools, Chromium)
#   deploy/bootstrap.sh messages   and what makemessages needs (gettext)
#   deploy/bootstrap.sh serve      what the product needs to be served: nginx, PostgreSQL, Redis
#   deploy/bootstrap.sh firefox    and what `make firefox` looks at pages with
#   deploy/bootstrap.sh walk       what `make walk` moves clocks with (libfaketime)
#
# Safe to run again and silent when nothing is to do. Outside the clone it touches uv's and npm's
# caches, and Debian packages when run as root; without root it says in one line what to install.
set -eu

uv_version=0.13.9
mode=${1:-dev}
cd "$(dirname -- "$0")/.."
here=$(pwd -P)

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# Runs a command that is only worth reading when it fails.
quietly() {
    if ! output=$("$@" 2>&1); then
        say "$output"
        return 1
    fi
}

apt_install() {
    say "Installing Debian packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    # A fresh machine may be updating itself.
    set -- -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
    apt-get install "$@" >/dev/null 2>&1 ||
        { quietly apt-get update -qq && quietly apt-get install "$@"; }
}

# debian PACKAGE REASON: installs it as root, else says how.
debian() {
    can_apt && apt_install "$1" && return
    die "Missing $2. Install it with: sudo apt-get install -y --no-install-recommends $1"
}

# ------------------------------------------------------------------ uv

# The first Python that can import the modules named, whatever its minor version.
python_with() {
    for python in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python; do
        if "$python" -c "import sys, $1; sys.exit(sys.version_info < (3, 8))" 2>/dev/null; then
            printf '%s\n' "$python"
            return
        fi
    done
    return 1
}

find_uv() {
    for uv in uv "$here/.tools/uv/bin/uv"; do
        "$uv" --version >/dev/null 2>&1 && return
    done
    return 1
}

make_uv() {
    say "Fetching uv $uv_version into .tools/uv"
    if python=$(python_with "venv, ensurepip"); then
        rm -rf .tools/uv
        quietly "$python" -m venv .tools/uv
        quietly .tools/uv/bin/python -m pip install --quiet "uv==$uv_version"
    elif python=$(python_with pip); then
        quietly "$python" -m pip install --quiet --upgrade --target .tools/uv "uv==$uv_version"
    else
        return 1
    fi
}

ensure_uv() {
    find_uv && return
    make_uv || { debian python3-venv "a Python 3 with venv or pip" && make_uv; }
    find_uv || die "uv was installed into .tools/uv but does not run: delete that folder and try again"
}

# ------------------------------------------------------------------ .venv

venv_works() { .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }
create_venv() { "$uv" venv --quiet --clear --python '>=3.12' "$@" .venv 2>/dev/null; }

ensure_venv() {
    create_venv --no-python-downloads && return
    if can_apt; then
        apt_install python3 && create_venv --no-python-downloads && return
    fi
    create_venv && return
    die "Missing Python 3.12 or newer. Install it with: sudo apt-get install -y python3"
}

# What a finished installation was made from. The path is part of it because scripts in a
# virtual environment name it: a copied or moved clone needs a new one.
state_of() { printf '%s %s' "$(cksum <"$1")" "$here"; }
is_current() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

ensure_packages() {
    stamp=.venv/.installed-$1
    is_current "$stamp" "$(state_of "$2")" && venv_works && return
    ensure_uv
    case $(cat .venv/.installed-* 2>/dev/null) in *"$here") venv_works ;; *) false ;; esac ||
        ensure_venv
    say "Installing the packages of $2 into .venv"
    "$uv" pip sync --quiet --require-hashes --python .venv/bin/python "$2"
    rm -f .venv/.installed-*
    state_of "$2" >"$stamp"
}

# ------------------------------------------------------------------ tools of tests and checks

ensure_node_tools() {
    stamp=.tools/node/.installed
    is_current "$stamp" "$(state_of .ci/package.json)" && return
    say "Installing the node tools of .ci/package.json into .tools/node"
    rm -rf .tools/node
    mkdir -p .tools/node
    cp .ci/package.json .tools/node/
    (
        cd .tools/node
        PATH="$here/.venv/bin:$PATH" quietly "$here/.venv/bin/npm" install \
            --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error \
            --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000
    )
    state_of .ci/package.json >"$stamp"
}

# Beside it, where it can be had, the one without windows, which does the same for two thirds of the
# work; it is asked for once.
ensure_chromium() {
    [ -z "${CHROMIUM:-}" ] || return 0
    [ -x /usr/bin/chromium ] || debian chromium "Chromium (CHROMIUM=/its/path names another one)"
    [ ! -x /usr/bin/chromium-headless-shell ] || return 0
    if can_apt && [ ! -e .tools/.headless-asked ]; then
        mkdir -p .tools && touch .tools/.headless-asked
        # Of the release that is there: both share their data.
        release=$(dpkg-query -W -f '=${Version}' chromium-common 2>/dev/null || true)
        apt_install "chromium-headless-shell$release" || true
    fi
}

ensure_gettext() {
    command -v xgettext >/dev/null 2>&1 || debian gettext "gettext"
}

# A clock that can be set, for `make walk`; without it those steps say that they did not run.
ensure_faketime() {
    ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || ! can_apt || apt_install libfaketime
}

# ------------------------------------------------------------------ servers

# Debian's packages start a server of their own at once; ours are started by who needs them.
without_starting() {
    policy=/usr/sbin/policy-rc.d
    if can_apt && [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    debian "$@"
    if [ "$(cat $policy 2>/dev/null)" = "$(printf '#!/bin/sh\nexit 101')" ]; then rm -f $policy; fi
}

finds() { .venv/bin/python -c "from pathlib import Path; from deploy import programs, proxy; $1" 2>/dev/null; }

ensure_proxy() {
    finds 'proxy.binary()' || without_starting nginx "nginx (NGINX_BIN=/its/path names another one)"
    command -v openssl >/dev/null 2>&1 || debian openssl "openssl"
    ensure_brotli
}

# A tenth less of each script and style on the wire; nginx does without where there is no such package.
ensure_brotli() {
    finds 'assert proxy.look_at(proxy.binary()).brotli' || ! can_apt || [ "$(command -v nginx)" != /usr/sbin/nginx ] ||
        (apt_install libnginx-mod-http-brotli-static) || true
}

# Without root the tests of the proxy are left out, and say so.
ensure_proxy_for_tests() {
    if can_apt; then
        ensure_proxy
    else
        finds 'proxy.binary()' || say "No nginx: the tests of the proxy will be skipped (apt-get install nginx)"
    fi
}

ensure_stores() {
    [ -n "${DATABASE_URL:-}" ] || finds 'assert programs.find_postgres()' ||
        without_starting postgresql "PostgreSQL (or set DATABASE_URL or PG_BIN)"
    [ -n "${REDIS_URL:-}" ] || finds 'programs.redis()' ||
        without_starting redis-server "Redis (or set REDIS_URL or REDIS_BIN)"
}

# the dev packages contain the product's: never take them away
ensure_product() {
    if [ -f .venv/.installed-dev ]; then
        ensure_packages dev requirements.lock
    else
        ensure_packages demo deploy/requirements.lock
    fi
}

# ------------------------------------------------------------------

for folder in . .tools .venv; do
    [ ! -e "$folder" ] || [ -w "$folder" ] || die "$here/$folder belongs to another user: give it to $(id -un)"
done
mkdir -p .tools
if command -v flock >/dev/null 2>&1; then # two makes at once take turns
    exec 9>.tools/lock
    flock 9
fi
# behind a school's or company's proxy its certificate is the machine's to know
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" NODE_USE_SYSTEM_CA="${NODE_USE_SYSTEM_CA:-1}"
if [ ! -w "${HOME:-/nonexistent}" ]; then
    export UV_CACHE_DIR="$here/.tools/cache/uv" npm_config_cache="$here/.tools/cache/npm"
fi

case $mode in
demo) ensure_product ;;
serve)
    ensure_product
    ensure_proxy
    ensure_stores
    ;;
dev | messages)
    ensure_packages dev requirements.lock
    [ ! -f .ci/package.json ] || ensure_node_tools
    ensure_chromium
    ensure_proxy_for_tests
    [ "$mode" = dev ] || ensure_gettext
    ;;
firefox) command -v firefox-esr >/dev/null 2>&1 || debian firefox-esr "Firefox" ;;
walk) ensure_faketime ;;
*) die "usage: deploy/bootstrap.sh demo|dev|messages|serve|firefox|walk" ;;
esac

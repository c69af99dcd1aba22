#!/bin/sh
# What a release needs before its processes start; safe to run again.
set -eu
cd /opt/quiz
.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py load_countries --verbosity 0
.venv/bin/python manage.py load_topics --verbosity 0

# Everything a person runs here. `make` alone lists it.

HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
python := .venv/bin/python
# A file stays in one process; journeys come first.
tests := -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset serve dev test journeys test-all walk firefox mutants image check fields format bench chaos lock messages

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 22

demo: ## run the product with example data (HOST=127.0.0.1 PORT=8000)
	@deploy/demo.sh "$(HOST)" "$(PORT)"

demo-reset: ## delete the demo's data (in .data/) and nothing else
	@[ ! -d .data ] || find .data -mindepth 1 -maxdepth 1 ! -name serve -exec rm -rf {} +

serve: ## serve as a centre would: PostgreSQL, Redis, workers, TLS (HOST=127.0.0.1 PORT=8443)
	@deploy/serve.sh "$(HOST)" "$(if $(filter file,$(origin PORT)),8443,$(PORT))"

dev: ## prepare .venv and the tools of tests and checks
	@deploy/bootstrap.sh dev
	@$(python) -m deploy.compile_messages

# Containers set the first: what these begin, a hundred processes, would compile everything each time.
test journeys test-all walk firefox check: export PYTHONDONTWRITEBYTECODE =
test journeys test-all walk firefox check: export PYTHONPYCACHEPREFIX = $(CURDIR)/.tools/pycache

test: dev ## run the tests (ARGS="tests/schools -k card" goes to pytest)
	@$(python) -m pytest $(tests) $(ARGS)

journeys: dev ## nine more journeys in a browser, and six faults: what CI runs after the tests
	@$(python) -m pytest -n 0 --reruns 2 -m "journey or fault" $(ARGS)

test-all: dev ## everything there is, over an hour; never a gate
	@[ "$$(id -u)" != 0 ] || { deploy/bootstrap.sh serve && deploy/bootstrap.sh walk && deploy/bootstrap.sh firefox; }
	@.ci/all

walk: dev ## walk a whole year through the product, from an empty database (ARGS="--until sealed" stays)
	@[ "$$(id -u)" != 0 ] || { deploy/bootstrap.sh serve && deploy/bootstrap.sh walk; }
	@$(python) -m tests.walk $(ARGS)

firefox: dev ## play a quiz and look at every kind of page in Debian's Firefox
	@deploy/bootstrap.sh firefox
	@$(python) -m pytest -n 0 tests/flows/firefox/in_firefox.py $(ARGS)

image: dev ## make the container's root by its own steps and run every process in it (root, Debian)
	@$(python) -m tests.image

mutants: dev ## break named lines one by one; tests have to notice each (ARGS="--only join -j 1")
	@$(python) -m tests.mutants $(ARGS)

check: dev ## run every check of style, types and arrows
	@.ci/check

fields: dev ## write the tables of docs/data-protection.md from docs/fields.yaml
	@DEBUG=1 DATA_DIR=.tools/data $(python) -m deploy.fields --write

format: dev ## write Python and templates the way `make check` wants them
	@$(python) -m ruff check --quiet --fix . || true
	@$(python) -m ruff format .
	@[ ! -d templates ] || $(python) -m djlint --quiet --reformat templates || true

bench: dev ## play a load day against the budgets, or AGAINST=<commit> in turn (ARGS="--only closed")
	@$(python) -m bench $(if $(AGAINST),--against $(AGAINST)) $(ARGS)

chaos: dev ## break things under load; nothing acknowledged may be lost (ARGS="--only deploy")
	@$(python) -m bench.chaos $(ARGS)

lock: dev ## write both requirements.lock again from pyproject.toml
	@deploy/lock.sh $(ARGS)

messages: ## collect the texts to translate and compile the catalogues
	@deploy/bootstrap.sh messages
	@for domain in django djangojs; do \
	    DEBUG=1 DATA_DIR=.tools/data $(python) manage.py makemessages --domain $$domain \
	        --exclude en --exclude sr_Latn --no-location --no-obsolete --ignore .venv --ignore .tools --ignore tests \
	        || exit 1; done
	@$(python) -m deploy.compile_messages

# Everything a person runs here. `make` alone lists it.

HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset dev test check format bench lock messages

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 22

demo: ## run the product with example data (HOST=127.0.0.1 PORT=8000)
	@deploy/demo.sh "$(HOST)" "$(PORT)"

demo-reset: ## delete the demo's data (.data/) and nothing else
	@rm -rf .data

dev: ## prepare .venv and the tools of tests and checks
	@deploy/bootstrap.sh dev
	@$(python) deploy/compile_messages.py

test: dev ## run the tests (ARGS="-n 2 tests/flows" goes to pytest)
	@$(python) -m pytest -n 2 $(ARGS)

check: dev ## run every check of style, types and arrows
	@.ci/check

format: dev ## write Python and templates the way `make check` wants them
	@$(python) -m ruff check --quiet --fix . || true
	@$(python) -m ruff format .
	@[ ! -d templates ] || $(python) -m djlint --quiet --reformat templates || true

bench: dev ## measure against the budgets (ARGS goes to the benchmark)
	@$(python) -m bench $(ARGS)

lock: dev ## write both requirements.lock again from pyproject.toml
	@deploy/lock.sh $(ARGS)

messages: ## collect the texts to translate and compile the catalogues
	@deploy/bootstrap.sh messages
	@for domain in django djangojs; do \
	    DEBUG=1 DATA_DIR=.tools/data $(python) manage.py makemessages --domain $$domain --all \
	        --add-location file --no-obsolete --ignore .venv --ignore .tools --ignore tests \
	        || exit 1; done
	@$(python) deploy/compile_messages.py

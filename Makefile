# Everything that people and CI run. `make` alone lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
OWN_UV := $(if $(shell command -v uv 2>/dev/null),,.tools/bin/uv)
export UV := $(if $(OWN_UV),$(CURDIR)/.tools/bin/uv,uv)
# The folder may have any name, which the first line of an installed program cannot always hold.
PYTHON := .venv/bin/python
PLAN := $(PYTHON) -m plan_tools.commands
FETCH := @sh .ci/fetch
export NO_MKDOCS_2_WARNING := 1
# Many offices look into encrypted traffic, and their own certificates are known to the system alone.
export UV_SYSTEM_CERTS := true
# The working environment is this folder's own, whatever is active in the shell.
unexport VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

# What is compared with what is here: any name of a commit that git knows.
BASE ?= main
# Where the addresses stand that were published; another one where mkdocs.yml names another plan_data.
REGISTER ?= plan_data/addresses.txt
# What a caller says is read by nothing but programs: Make takes it as it is, and the shell from its environment.
CALLERS := BASE REGISTER RECORDS DIR SEED MINUTES SIZES SBOM PYTEST UV NUMBER FILE TITLE BRANCH
$(foreach each,$(CALLERS),$(if $(filter-out undefined,$(origin $(each))),$(eval override export $(each) := $$(value $(each)))))

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' Makefile)

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 24

build: .venv/.paper ## build the whole site into site/
	@$(PYTHON) -m mkdocs build

offline: .venv/.paper ## a copy of the site in .offline/ that opens by double-click
	@$(PLAN) pages .offline --offline

serve: .venv/.built ## show the site at http://127.0.0.1:8000/ and follow every change
	@$(PYTHON) -m mkdocs serve

check: .venv/.checked ## look for problems in the plan
	@$(PLAN) check

diff: .venv/.built ## say in plain English what changed since BASE=main
	@$(PLAN) diff "$$BASE"

draft: .venv/.checked ## write into changes.yml what readers are told of your changes since BASE=main
	@$(PLAN) diff "$$BASE" --draft

due: .venv/.built ## list what was to be checked or mended by today
	@$(PLAN) check --due

review-kit: .venv/.paper ## sheets on which a group checks Easy Read pages: make review-kit RECORDS="being-heard about"
	@set -f; $(PLAN) review-kit $$RECORDS

start: .venv/.built ## make a new plan for another council: make start DIR=../our-plan
	@$(PLAN) start $${DIR:+"$$DIR"}

register: .venv/.built ## write down every address of the site; do this when you publish it
	@$(PLAN) register

edit: .venv/.built ## change the plan in forms, in a browser
	@$(PLAN) edit

forms: .venv/.built ## fetch what the forms are made of, for make edit and for /admin/
	@$(PLAN) forms

tidy: .venv/.built ## give every file of plan_data/ its one form, so that changes stay small
	@$(PLAN) tidy

schemas: .venv/.built ## write down anew what an editing program knows of each kind of record
	@$(PLAN) schema

test: .venv/.tested .venv/.paper ## run every test: lint, types, the site in a browser
	@echo "Lint …" && .venv/bin/ruff check --quiet && .venv/bin/ruff format --check --quiet
	@echo "Types …" && $(PYTHON) -m mypy --no-error-summary
	@echo "Browser and checkers …" && $(PYTHON) tests/browser/chromium.py && $(PYTHON) tests/browser/tools.py
	@echo "Forms …" && $(PLAN) forms
	@echo "Tests …" && PYTEST_ADDOPTS="$$PYTEST" $(PYTHON) -m pytest -n auto --dist loadfile

test-started: .venv/.tested ## start a plan, and run its whole suite: empty, of real size, and that without Easy Read
	@PYTHONPATH=tests/support $(PYTHON) tests/support/started.py

test-bare: ## README's two commands on a machine that has nothing: make test-bare PYTEST="-k wheel"
	@sh tests/support/bare.sh

test-all: ## the same, with every page in every colour and width
	@PYTEST="--every-look $$PYTEST" $(MAKE) --no-print-directory test

snapshots: .venv/.tested ## write down anew what screen readers are told of each kind of page
	@$(PYTHON) -m pytest -q tests/browser/test_trees.py --write-trees

styleguide: .venv/.tested ## show every component in its states
	@$(PYTHON) tests/support/styleguide.py

share-card: .venv/.tested ## draw anew the picture that other sites show beside a link
	@$(PYTHON) tests/browser/chromium.py
	@PYTHONPATH=tests/support:tests/browser $(PYTHON) tests/browser/share_card.py

bench: .venv/.tested ## measure builds against MkDocs + Material, Eleventy and Hugo: make bench SIZES="100 500"
	@set -f; $(PYTHON) benchmarks/build.py $$SIZES

bench-preview: .venv/.tested ## measure from saving a file to seeing it in a browser, under make serve
	@$(PYTHON) tests/browser/chromium.py
	@PYTHONPATH=tests/browser $(PYTHON) benchmarks/preview.py $$SIZES

easy-read-report: .venv/.tested ## count how well the rules tell easy sentences from others
	@PYTHONPATH=benchmarks $(PYTHON) -m easy_read.report

budgets: .venv/.tested ## weigh the pages, and ask Lighthouse
	@$(PYTHON) tests/browser/chromium.py && $(PYTHON) tests/browser/tools.py
	@PYTHONPATH=tests/support:tests/browser $(PYTHON) benchmarks/budgets.py

bench-search: .venv/.tested ## weigh searches on a generated plan of 5,000 pages
	@$(PYTHON) tests/browser/chromium.py
	@PYTHONPATH=tests/support:tests/browser $(PYTHON) benchmarks/search.py

summary: .venv/.checked ## what a change means, in .reports/changes.md: make summary BASE=main
	@mkdir -p .reports && $(PLAN) diff "$$BASE" --format markdown > .reports/changes.md

ask: .venv/.checked ## see that changes.yml tells readers what changed: make ask BASE=main
	@$(PLAN) diff "$$BASE" --ask

compare: .venv/.tested ## pictures of the pages that changed, before and after: make compare BASE=main
	@$(PYTHON) tests/browser/chromium.py >&2
	@PYTHONPATH=tests/support:tests/browser $(PYTHON) tests/browser/compare.py "$$BASE"

check-site: .venv/.tested ## look through a built site and name each page with a fault: make check-site DIR=site
	@$(PYTHON) -m plan_tools.check_site "$${DIR:-site}"

fuzz: .venv/.tested ## spoil plans in many ways, and see what the commands say: make fuzz MINUTES=30 SEED=1
	@PYTHONPATH=tests/support $(PYTHON) tests/support/fuzz.py --minutes "$${MINUTES:-30}" $${SEED:+--seed "$$SEED"}

external-links: .venv/.tested .venv/.paper ## ask whether the pages that the site leads to are still there
	@$(PYTHON) -m mkdocs build >&2
	@PYTHONPATH=tests/support $(PYTHON) .github/external_links.py site

quiet: ## say in time that GitHub is about to stop the nightly workflows, for want of commits
	@python3 .github/quiet.py

audit: .venv/.tested ## ask whether faults are known in what the project is built with
	@$(PYTHON) .github/audit.py

sbom: | $(OWN_UV) ## list what a site is built with, in .reports/sbom.json (CycloneDX)
	@mkdir -p .reports && "$$UV" export --quiet --locked --no-dev --no-emit-project --format cyclonedx1.5 \
		--preview-features sbom-export --output-file "$${SBOM:-.reports/sbom.json}" > /dev/null

comment: ## say on a pull request what a file says: make comment NUMBER=12 FILE=.reports/changes.md
	@python3 .github/say_once.py comment "$$NUMBER" "$$FILE"

issue: ## keep one issue open as long as a report has something to say: make issue TITLE="…" FILE=…
	@python3 .github/say_once.py issue "$$TITLE" "$$FILE"

send-register: ## commit the new addresses and push them: make send-register BRANCH=main
	@python3 .github/send_register.py "$$BRANCH" "$$REGISTER"

format: .venv/.tested ## give the code its one form
	@.venv/bin/ruff check --fix --quiet && .venv/bin/ruff format --quiet

clean: ## remove the built site and everything that was set up
	rm -rf site .site-* .styleguide .offline .compare .reports .review-kit .venv .tools .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf tests/browser/node_modules benchmarks/lighthouse/node_modules benchmarks/eleventy/node_modules

# What a build needs, and what the tests need besides. --inexact: neither takes away what the other brought.
.venv/.built: pyproject.toml uv.lock | $(OWN_UV)
	@echo "Setting up (a minute at most, once) …" >&2
	$(FETCH) "$$UV" sync --quiet --locked --inexact --no-dev
	@touch $@

# PDFs need Pango from the system. Where it can neither be found nor fetched, a build says so and leaves them out.
PANGO := libpangoft2-1.0-0 libharfbuzz-subset0
APT := $(if $(filter 0,$(shell id -u)),apt-get,sudo -n apt-get)

.venv/.paper: | .venv/.built
	@if $(PYTHON) -W error -c "import weasyprint" >/dev/null 2>&1; then touch $@; \
	elif command -v apt-get >/dev/null && $(APT) --version >/dev/null 2>&1; then \
		echo "Installing Pango with apt, for the PDFs …" >&2; \
		{ $(APT) -qq update; DEBIAN_FRONTEND=noninteractive $(APT) -qq install --yes --no-install-recommends $(PANGO); } >/dev/null 2>&1 \
		&& touch $@ || true; fi

.venv/.checked: pyproject.toml uv.lock | $(OWN_UV)
	@echo "Setting up the word lists and the pictures (a minute at most, once) …" >&2
	$(FETCH) "$$UV" sync --quiet --locked --inexact --no-dev --group easy-read
	@touch $@ .venv/.built

.venv/.tested: pyproject.toml uv.lock | $(OWN_UV)
	@echo "Setting up the tests (a minute or two, once) …" >&2
	$(FETCH) "$$UV" sync --quiet --locked --inexact
	@touch $@ .venv/.checked .venv/.built

.tools/bin/uv:
	@echo "Fetching uv, which sets up everything else …" >&2
	@python3 -m venv .tools || { echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(FETCH) .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/uv.txt

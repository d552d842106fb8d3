# Everything that people and CI run. `make` alone lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
export NO_MKDOCS_2_WARNING := 1
# Many offices look into encrypted traffic, and their own certificates are known to the system alone.
export UV_SYSTEM_CERTS := true
# The working environment is this folder's own, whatever is active in the shell.
unexport VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

# What is compared with what is here: any name of a commit that git knows.
export BASE ?= main
# Where the addresses stand that were published; another one where mkdocs.yml names another plan_data.
export REGISTER ?= plan_data/addresses.txt

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' Makefile)

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 24

build: .venv/.paper ## build the whole site into site/
	@.venv/bin/mkdocs build

offline: .venv/.paper ## a copy of the site in .offline/ that opens by double-click
	@.venv/bin/plan pages .offline --offline

serve: .venv/.built ## show the site at http://127.0.0.1:8000/ and follow every change
	@.venv/bin/mkdocs serve

check: .venv/.checked ## look for problems in the plan
	@.venv/bin/plan check

diff: .venv/.built ## say in plain English what changed since BASE=main
	@.venv/bin/plan diff "$(BASE)"

draft: .venv/.checked ## write into changes.yml what readers are told of your changes since BASE=main
	@.venv/bin/plan diff "$$BASE" --draft

due: .venv/.built ## list what was to be checked or mended by today
	@.venv/bin/plan check --due

review-kit: .venv/.paper ## sheets on which a group checks Easy Read pages: make review-kit RECORDS="being-heard about"
	@.venv/bin/plan review-kit $(RECORDS)

start: .venv/.built ## make a new plan for another council: make start DIR=../our-plan
	@.venv/bin/plan start $(if $(DIR),"$(DIR)",)

register: .venv/.built ## write down every address of the site; do this when you publish it
	@.venv/bin/plan register

edit: .venv/.built ## change the plan in forms, in a browser
	@UV=$(UV) .venv/bin/plan edit

forms: .venv/.built ## fetch what the forms are made of, for make edit and for /admin/
	@UV=$(UV) .venv/bin/plan forms

tidy: .venv/.built ## give every file of plan_data/ its one form, so that changes stay small
	@.venv/bin/plan tidy

schemas: .venv/.built ## write down anew what an editing program knows of each kind of record
	@.venv/bin/plan schema

test: .venv/.tested .venv/.paper ## run every test: lint, types, the site in a browser
	@echo "Lint …" && .venv/bin/ruff check --quiet && .venv/bin/ruff format --check --quiet
	@echo "Types …" && .venv/bin/mypy --no-error-summary
	@echo "Browser and checkers …" && .venv/bin/python tests/browser/chromium.py && UV=$(UV) .venv/bin/python tests/browser/tools.py
	@echo "Forms …" && UV=$(UV) .venv/bin/plan forms
	@echo "Tests …" && .venv/bin/python -m pytest -n auto --dist loadfile $(PYTEST)

test-started: .venv/.tested ## start a plan, and run its whole suite: empty, of real size, and that without Easy Read
	@PYTHONPATH=tests .venv/bin/python tests/started.py

test-all: ## the same, with every page in every colour and width
	@$(MAKE) --no-print-directory test PYTEST="--every-look $(PYTEST)"

snapshots: .venv/.tested ## write down anew what screen readers are told of each kind of page
	@.venv/bin/python -m pytest -q tests/browser/test_trees.py --write-trees

styleguide: .venv/.tested ## show every component in its states
	@.venv/bin/python tests/styleguide.py

share-card: .venv/.tested ## draw anew the picture that other sites show beside a link
	@.venv/bin/python tests/browser/chromium.py
	@PYTHONPATH=tests:tests/browser .venv/bin/python tests/browser/share_card.py

bench: .venv/.tested ## measure builds against MkDocs + Material, Eleventy and Hugo: make bench SIZES="100 500"
	@UV=$(UV) .venv/bin/python benchmarks/build.py $(SIZES)

bench-preview: .venv/.tested ## measure from saving a file to seeing it in a browser, under make serve
	@.venv/bin/python tests/browser/chromium.py
	@PYTHONPATH=tests/browser .venv/bin/python benchmarks/preview.py $(SIZES)

easy-read-report: .venv/.tested ## count how well the rules tell easy sentences from others
	@PYTHONPATH=benchmarks .venv/bin/python -m easy_read.report

budgets: .venv/.tested ## weigh the pages, and ask Lighthouse
	@.venv/bin/python tests/browser/chromium.py && UV=$(UV) .venv/bin/python tests/browser/tools.py
	@PYTHONPATH=tests:tests/browser UV=$(UV) .venv/bin/python benchmarks/budgets.py

bench-search: .venv/.tested ## weigh searches on a generated plan of 5,000 pages
	@.venv/bin/python tests/browser/chromium.py
	@PYTHONPATH=tests:tests/browser .venv/bin/python benchmarks/search.py

summary: .venv/.checked ## what a change means, in .reports/changes.md: make summary BASE=main
	@mkdir -p .reports && .venv/bin/plan diff "$$BASE" --format markdown > .reports/changes.md

ask: .venv/.checked ## see that changes.yml tells readers what changed: make ask BASE=main
	@.venv/bin/plan diff "$$BASE" --ask

compare: .venv/.tested ## pictures of the pages that changed, before and after: make compare BASE=main
	@.venv/bin/python tests/browser/chromium.py >&2
	@PYTHONPATH=tests:tests/browser .venv/bin/python tests/browser/compare.py "$$BASE"

check-site: .venv/.tested ## look through a built site and name each page with a fault: make check-site DIR=site
	@.venv/bin/python tests/check_site.py "$(or $(DIR),site)"

fuzz: .venv/.tested ## spoil plans in many ways, and see what the commands say: make fuzz MINUTES=30 SEED=1
	@PYTHONPATH=tests .venv/bin/python tests/fuzz.py --minutes "$(or $(MINUTES),30)" $(if $(SEED),--seed "$(SEED)",)

external-links: .venv/.tested .venv/.paper ## ask whether the pages that the site leads to are still there
	@.venv/bin/mkdocs build >&2
	@PYTHONPATH=tests .venv/bin/python .github/external_links.py site

quiet: ## say in time that GitHub is about to stop the nightly workflows, for want of commits
	@python3 .github/quiet.py

audit: .venv/.tested ## ask whether faults are known in what the project is built with
	@UV=$(UV) .venv/bin/python .github/audit.py

sbom: | $(UV) ## list what a site is built with, in .reports/sbom.json (CycloneDX)
	@mkdir -p .reports && $(UV) export --quiet --locked --no-dev --no-emit-project --format cyclonedx1.5 \
		--preview-features sbom-export --output-file "$(or $(SBOM),.reports/sbom.json)" > /dev/null

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
.venv/.built: pyproject.toml uv.lock | $(UV)
	@echo "Setting up (a minute at most, once) …" >&2
	@$(UV) sync --quiet --locked --inexact --no-dev
	@touch $@

# PDFs need Pango from the system. Where it can neither be found nor fetched, a build says so and leaves them out.
PANGO := libpangoft2-1.0-0 libharfbuzz-subset0
APT := $(if $(filter 0,$(shell id -u)),apt-get,sudo -n apt-get)

.venv/.paper: | .venv/.built
	@if .venv/bin/python -W error -c "import weasyprint" >/dev/null 2>&1; then touch $@; \
	elif command -v apt-get >/dev/null && $(APT) --version >/dev/null 2>&1; then \
		echo "Installing Pango with apt, for the PDFs …" >&2; \
		{ $(APT) -qq update; DEBIAN_FRONTEND=noninteractive $(APT) -qq install --yes --no-install-recommends $(PANGO); } >/dev/null 2>&1 \
		&& touch $@ || true; fi

.venv/.checked: pyproject.toml uv.lock | $(UV)
	@echo "Setting up the word lists and the pictures (a minute at most, once) …" >&2
	@$(UV) sync --quiet --locked --inexact --no-dev --group easy-read
	@touch $@ .venv/.built

.venv/.tested: pyproject.toml uv.lock | $(UV)
	@echo "Setting up the tests (a minute or two, once) …" >&2
	@$(UV) sync --quiet --locked --inexact
	@touch $@ .venv/.checked .venv/.built

.tools/bin/uv:
	@echo "Fetching uv, which sets up everything else …" >&2
	@python3 -m venv .tools || { echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@.tools/bin/pip install --quiet --disable-pip-version-check --require-hashes -r .ci/uv.txt

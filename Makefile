# Every command a contributor needs. The work itself is in scripts/, one file a command.
.DEFAULT_GOAL := help
BENCH ?=
MUTANTS ?=
.PHONY: help run reset test check lint fmt bench test-privacy-mutants
PORT ?= 8000

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 29

run: ## start Cairn with demonstration stories (PORT=8000)
	@PORT=$(PORT) scripts/run

reset: ## erase the demonstration data, to start afresh (YES=1 does not ask)
	@YES=$(YES) scripts/reset

test: ## everything: lint, all tests on SQLite with a real browser, then on PostgreSQL
	@scripts/test

check: ## while working: lint, and the tests that need no browser, proxy or PostgreSQL
	@scripts/check

test-privacy-mutants: ## take each protection of authors out, and see a test notice (MUTANTS="2 15" runs these promises alone)
	@scripts/mutants $(MUTANTS)

bench: ## every figure we claim, measured (BENCH="identity crisis" runs these alone)
	@scripts/bench $(BENCH)

lint: ## style, types, layers, templates, migrations, deployment settings
	@scripts/lint

fmt: ## put code and templates into the house's format
	@scripts/fmt

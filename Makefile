# What there is to do here. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

CARGO := cargo
# Says what begins, and when.
say = @printf '\n\033[1m== %s (%s)\033[0m\n' "$(1)" "$$(date +%H:%M:%S)"

.PHONY: help demo test tools format lint docs unit sqlite postgres generated browser bench screens update clean

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

bench: ## Print the figures of the engine and of the server; on an idle machine, with wrk
	$(call say,The engine, on the ideas of the demonstration)
	@$(CARGO) bench --quiet -p search-index --bench figures -- $(CURDIR)/demo/ideas.jsonl
	$(call say,The server, on 20 000 ideas)
	@$(CARGO) build --quiet --release --bin minilabs
	python3 benches/server.py

screens: ## Pictures of every page of the walk, in var/screens
	@$(CARGO) build --quiet --bin minilabs
	cd tests/browser && SCREENS=$(CURDIR)/var/screens MINILABS=$(CURDIR)/target/debug/minilabs node --test --test-concurrency=1

update: ## Write the generated files anew (docs/)
	UPDATE=1 $(CARGO) test --test main

clean: ## Forget what was built and the demonstration's data
	$(CARGO) clean
	rm -rf var tests/browser/node_modules tests/.venv

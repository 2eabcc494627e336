# Vajra: `make` lists the commands. Each of them first adds what this machine lacks.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test node check bench bench-peers setup
MAKEFLAGS += --no-builtin-rules --no-print-directory

# rustup's folder comes last: a shell that was never told about it still finds cargo.
export PATH := $(PATH):$(HOME)/.cargo/bin
# The runtime's build script looks for Cargo.lock above the target folder, which may be elsewhere.
export WASM_BUILD_WORKSPACE_HINT ?= $(CURDIR)

TARGET_DIR := $(or $(CARGO_TARGET_DIR),$(CARGO_BUILD_TARGET_DIR),target)
BIN := $(TARGET_DIR)/debug
# One set of features for node, agent and tests, so that dependencies build once.
FEATURES := --features fast-runtime

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

demo: ## build all, play the whole story on a real chain, write target/demo/summary.json
	@.ci/setup.sh
	cargo build $(FEATURES)
	$(BIN)/vajra-agent demo --node $(BIN)/vajra-node --out target/demo $(ARGS)

test: ## every test of the chain, end to end included
	@.ci/setup.sh js
	cargo build $(FEATURES)
	$(if $(ARGS),cargo test --no-fail-fast $(FEATURES) $(ARGS),.ci/test.sh $(FEATURES))

node: ## a development chain that stays up: RPC on ws://127.0.0.1:9944 (ARGS= adds flags)
	@.ci/setup.sh
	cargo build $(FEATURES)
	$(BIN)/vajra-node --dev $(ARGS)

check: ## format, lints, no_std WASM check, docs, house rules
	@.ci/setup.sh lint
	@.ci/check.sh

bench: ## measure one pallet, write its weights and a report: make bench PALLET=<crate name>
	@[ -n "$(PALLET)" ] || { echo "usage: make bench PALLET=<crate name>, for example pallet-compute-attestation" >&2; exit 2; }
	@.ci/setup.sh
	@benchmarks/run.sh "$(PALLET)" $(ARGS)

bench-peers: ## measure the SDK's staking pallets beside ours, in one run, and print the ratios
	@.ci/setup.sh
	@benchmarks/peers.sh $(ARGS)

setup: ## only add what this machine lacks
	@.ci/setup.sh lint js

#!/usr/bin/env bash
# What `make check` checks. Two passes of clippy share most of their dependencies with the docs and
# with each other; none of them touches what `cargo build` and `cargo test` have built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n== %s\n' "$*"; }

mapfile -t pallets < <(sed -s -n '0,/^name = /s/^name = "\(.*\)"/\1/p' pallets/*/Cargo.toml node-template/insurance/Cargo.toml)
no_std=()
for pallet in "${pallets[@]}"; do no_std+=(-p "$pallet"); done

step "Cargo.lock is up to date"
cargo metadata --locked --format-version 1 >/dev/null

step "house rules"
.ci/check-rules.sh "${pallets[@]}"

step "format"
cargo fmt --all -- --check

# Lints never run the runtime's WASM; clippy has build script runs of its own, so skipping the blob
# here does not make the next `cargo build` compile it again.
# The benchmark runner and what it measures beside ours would double the time: `make bench` builds them.
step "clippy, all but the benchmark runner, every feature"
everything=(--features "fast-runtime runtime-benchmarks try-runtime")
SKIP_WASM_BUILD=1 cargo clippy --all-targets "${everything[@]}" -- -D warnings

step "docs"
# The same features as above, so no dependency is checked twice; and a combination nobody builds, so
# that a skipped blob cannot be mistaken for a built one.
SKIP_WASM_BUILD=1 RUSTDOCFLAGS="-D warnings" cargo doc --no-deps "${everything[@]}"

step "clippy, the same crates, as they are shipped"
# All members, not only some: Cargo then builds procedural macros with the features that `make test`
# builds them with, once.
SKIP_WASM_BUILD=1 cargo clippy --all-targets -- -D warnings

step "no_std: the pallets for wasm32v1-none"
# The SDK's crates tell a runtime from a host by this cfg.
CARGO_TARGET_WASM32V1_NONE_RUSTFLAGS="--cfg substrate_runtime" \
	.ci/wasm-cargo check --target wasm32v1-none --no-default-features "${no_std[@]}"

printf '\ncheck: clean\n'

#!/usr/bin/env bash
# What `make test` runs, given cargo's feature flags. The test of a network of validators mostly waits
# for blocks, a quarter of an hour of them, so it runs beside all others; its output follows theirs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# First, so that the two calls below find everything built and do not wait for each other.
cargo test --no-run "$@"

output=$(mktemp)
# A process group of its own, so that nothing of it outlives this script.
set -m
cargo test --no-fail-fast "$@" --test network -- --nocapture >"$output" 2>&1 &
network=$!
set +m
trap 'kill -- "-$network" 2>/dev/null || true; rm -f "$output"' EXIT

failed=0
cargo test --no-fail-fast "$@" -- --skip blocks_follow_proved_compute || failed=1
wait "$network" || failed=1
cat "$output"
exit "$failed"

#!/usr/bin/env bash
# What `make test` runs, given cargo's feature flags. The tests of whole networks mostly wait for blocks,
# half an hour of them in all, so they run beside all others, in two lines; their output follows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# First, so that the calls below find everything built and do not wait for each other.
cargo test --no-run "$@"

outputs=() pids=()
# beside <test>...: runs end-to-end tests in a process group of its own, so that nothing of it outlives
# this script.
beside() {
	local output tests=()
	output=$(mktemp)
	for test in "$@"; do tests+=(--test "$test"); done
	set -m
	cargo test --no-fail-fast "${flags[@]}" "${tests[@]}" -- --nocapture >"$output" 2>&1 &
	set +m
	outputs+=("$output") pids+=("$!")
}
trap 'for pid in "${pids[@]}"; do kill -- "-$pid" 2>/dev/null || true; done; rm -f "${outputs[@]}"' EXIT

flags=("$@")
beside network
beside staking rental services

failed=0
cargo test --no-fail-fast "${flags[@]}" -- \
	--skip blocks_follow_proved_compute --skip misconduct_costs_the_guilty \
	--skip leases_run_and_every_order_ends --skip who_lies_or_sleeps_pays || failed=1
# The runtime that ships has other constants than that of the tests. All crates but the runtime keep
# their features, so that nothing else is compiled again; gently, as the networks still run.
SKIP_WASM_BUILD=1 nice -n 19 cargo test -j 1 --lib --features vajra-agent/fast-runtime -- \
	warm_up_spans thresholds_are integrity_tests_pass tests::genesis || failed=1
for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
cat "${outputs[@]}"
exit "$failed"

#!/usr/bin/env bash
# Measures one pallet: builds the runtime's WASM with its benchmarks, builds the runner, runs it.
#   benchmarks/run.sh <crate name> [flags of vajra-bench, for example --steps 10 --repeat 5]
# Two cargo calls, because the runner must not be built together with the runtime (see Cargo.toml).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

pallet=${1:?usage: benchmarks/run.sh <crate name> [flags]}
shift
pallet=${pallet//_/-}
name=${pallet//-/_}
target=${CARGO_TARGET_DIR:-${CARGO_BUILD_TARGET_DIR:-target}}

weights=()
if manifest=$(grep -lx "name = \"$pallet\"" pallets/*/Cargo.toml); then
	weights=(--weights "$(dirname "$manifest")/src/weights.rs")
elif ! grep -qE "^$pallet( =|\.)" runtime/Cargo.toml; then
	echo "bench: the runtime has no pallet $pallet. Ours:" pallets/*/ >&2
	exit 2
else
	echo "bench: $pallet is not ours: a report, but no weights file"
fi
# A partial run must not overwrite the weights of the calls it leaves out.
case " $* " in *" --extrinsic"*) weights=() ;; esac

echo "bench: the runtime, with its benchmarks"
# What substrate-wasm-builder passes; calling cargo directly leaves out the native runtime, which
# nobody runs and which takes longer than the WASM.
CARGO_TARGET_WASM32V1_NONE_RUSTFLAGS="--cfg substrate_runtime -C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory" \
	.ci/wasm-cargo rustc -p vajra-runtime --lib --crate-type cdylib --target wasm32v1-none \
	--no-default-features --features runtime-benchmarks \
	--release --config 'profile.release.panic="abort"' --config 'profile.release.lto="thin"'

echo "bench: the runner"
# One of its dependencies would compile a test runtime that only other commands of the library use.
SKIP_WASM_BUILD=1 cargo build -p vajra-benchmarks

echo "bench: $pallet"
"$target/debug/vajra-bench" --pallet "$name" \
	--runtime "$target/wasm32v1-none/release/vajra_runtime.wasm" \
	"${weights[@]}" --report "benchmarks/results/$name.json" "$@"

if [ ${#weights[@]} -ne 0 ]; then
	rustfmt --edition 2021 "${weights[1]}" || echo "bench: rustfmt is missing; the weights file is unformatted"
fi

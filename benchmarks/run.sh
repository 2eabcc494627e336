#!/usr/bin/env bash
# Measures one pallet: builds the runtime's WASM with its benchmarks, builds the runner, runs it.
#   benchmarks/run.sh <crate name> [flags of vajra-bench, for example --steps 10 --repeat 5]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source benchmarks/build.sh

pallet=${1:?usage: benchmarks/run.sh <crate name> [flags]}
shift
pallet=${pallet//_/-}
name=${pallet//-/_}

weights=()
if manifest=$(grep -lx "name = \"$pallet\"" pallets/*/Cargo.toml node-template/*/Cargo.toml); then
	weights=(--weights "$(dirname "$manifest")/src/weights.rs")
elif ! grep -qE "^$pallet( =|\.)" runtime/Cargo.toml; then
	echo "bench: the runtime has no pallet $pallet. Ours:" pallets/*/ >&2
	exit 2
else
	echo "bench: $pallet is not ours: a report, but no weights file"
fi
# A partial run must not overwrite the weights of the calls it leaves out.
case " $* " in *" --extrinsic"*) weights=() ;; esac

build_wasm vajra-runtime
build_runner

echo "bench: $pallet"
"$bin/vajra-bench" --pallet "$name" \
	--runtime "$wasm/vajra_runtime.wasm" \
	"${weights[@]}" --report "benchmarks/results/$name.json" "$@"

if [ ${#weights[@]} -ne 0 ]; then
	rustfmt --edition 2021 "${weights[1]}" || echo "bench: rustfmt is missing; the weights file is unformatted"
fi

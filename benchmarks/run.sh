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

folder=
ours=()
for benches in pallets/*/src/benchmarking.rs node-template/*/src/benchmarking.rs; do
	crate=${benches%/src/*}
	name_of=$(sed -n '0,/^name = /s/^name = "\(.*\)"/\1/p' "$crate/Cargo.toml")
	ours+=("$name_of")
	if [ "$name_of" = "$pallet" ]; then folder=$crate; fi
done

weights=() report=benchmarks/results/$name.json
if [ -n "$folder" ]; then
	weights=(--weights "$folder/src/weights.rs")
elif [[ $pallet == pallet-* ]] && grep -qE "^$pallet( =|\.)" runtime/Cargo.toml; then
	echo "bench: $pallet is not ours: a report, but no weights file"
else
	printf 'bench: the runtime has no benchmarks of %s. Ours:\n' "$pallet" >&2
	printf '  %s\n' "${ours[@]}" >&2
	exit 2
fi
# A quick look, or one at some of the calls, replaces neither weights nor what is on record.
case " $* " in
*" --extrinsic"* | *" --steps"* | *" --repeat"*)
	weights=() report=$target/bench/$name.json
	mkdir -p "$target/bench"
	echo "bench: not a whole run: no weights file, and the report is $report"
	;;
esac

build_wasm vajra-runtime
build_runner

echo "bench: $pallet"
"$bin/vajra-bench" --pallet "$name" \
	--runtime "$wasm/vajra_runtime.wasm" \
	"${weights[@]}" --report "$report" "$@"

if [ ${#weights[@]} -ne 0 ]; then
	rustfmt --edition 2021 "${weights[1]}" || echo "bench: rustfmt is missing; the weights file is unformatted"
fi

#!/usr/bin/env bash
# Measures the SDK's staking pallets beside ours, in one run on this machine, and compares them.
#   benchmarks/peers.sh [flags of vajra-bench, for example --steps 10 --repeat 5]
# Fails if a call costs more with more delegators.
# To add a call: name it in a `measure` line below, and in a `--pair` what it stands against.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source benchmarks/build.sh

build_wasm vajra-peers
build_runner

flags=("$@")
# A quick look does not replace what is on record.
out=benchmarks/results/staking_peers.json
if [ $# -ne 0 ]; then
	out=$target/bench/staking_peers.json
	mkdir -p "$target/bench"
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
reports=()

# measure <pallet> <benchmarks, separated by commas>
measure() {
	local report=$scratch/${#reports[@]}.json
	echo "bench: $1"
	"$bin/vajra-bench" --pallet "$1" --extrinsic "$2" --report "$report" \
		--runtime "$wasm/vajra_peers.wasm" "${flags[@]}"
	reports+=("--report=$report")
}

measure pallet_dpos payout,claim,compound
measure pallet_staking payout_stakers_alive_staked
measure pallet_nomination_pools claim_payout

# In rounds, each of which takes the sizes one after the other: what slows the machine down for a while
# must not be taken for what more delegators cost.
sizes=({payout,claim,compound,slash}_of_{10,1_000,100_000})
for _ in 1 2 3; do
	measure pallet_dpos "$(IFS=,; echo "${sizes[*]}")"
done

pairs=(
	--pair pallet_dpos::payout=pallet_staking::payout_stakers_alive_staked
	--pair pallet_dpos::payout_of_1_000=pallet_staking::payout_stakers_alive_staked
	--pair pallet_dpos::claim=pallet_nomination_pools::claim_payout
	--pair pallet_dpos::claim_of_1_000=pallet_nomination_pools::claim_payout
)
for call in payout claim compound slash; do
	for size in 1_000 100_000; do
		pairs+=(--same "pallet_dpos::${call}_of_10=pallet_dpos::${call}_of_$size")
	done
done

"$bin/vajra-compare" "${reports[@]}" "${pairs[@]}" --at-most 1.05 --out "$out"
echo "bench: the report is $out"

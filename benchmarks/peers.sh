#!/usr/bin/env bash
# Measures the SDK's staking pallets beside ours, in one run on this machine, and compares them.
#   benchmarks/peers.sh [flags of vajra-bench, for example --steps 10 --repeat 5]
# To add a call: name it in a `measure` line below, and in a `--pair` what it stands against.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source benchmarks/build.sh

build_wasm vajra-peers
build_runner

flags=("$@")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
reports=()

# measure <pallet> <benchmarks, separated by commas>
measure() {
	echo "bench: $1"
	"$bin/vajra-bench" --pallet "$1" --extrinsic "$2" --report "$scratch/$1.json" \
		--runtime "$wasm/vajra_peers.wasm" "${flags[@]}"
	reports+=(--report "$scratch/$1.json")
}

sizes=({payout,claim,compound,slash}_of_{10,1_000,100_000})
measure pallet_dpos "$(IFS=,; echo "payout,claim,compound,${sizes[*]}")"
measure pallet_staking payout_stakers_alive_staked
measure pallet_nomination_pools claim_payout

pairs=(
	--pair pallet_dpos::payout=pallet_staking::payout_stakers_alive_staked
	--pair pallet_dpos::payout_of_1_000=pallet_staking::payout_stakers_alive_staked
	--pair pallet_dpos::claim=pallet_nomination_pools::claim_payout
	--pair pallet_dpos::claim_of_1_000=pallet_nomination_pools::claim_payout
)
for call in payout claim compound slash; do
	pairs+=(--pair "pallet_dpos::${call}_of_10=pallet_dpos::${call}_of_100_000")
done

"$bin/vajra-compare" "${reports[@]}" "${pairs[@]}" --out benchmarks/results/staking_peers.json

#!/usr/bin/env bash
# Rules that no compiler knows: a pallet stands alone, and no test is switched off.
#   .ci/check-rules.sh <pallet crate>...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
status=0

# Shared types live in primitives; anything else would force a chain to take two pallets.
for pallet in "$@"; do
	depends_on=$(cargo tree -p "$pallet" -e normal,build --all-features --prefix none | awk '{ print $1 }' | sort -u)
	for sibling in "$@"; do
		[ "$sibling" != "$pallet" ] && [ "$sibling" != vajra-primitives ] || continue
		if grep -qxF "$sibling" <<<"$depends_on"; then
			echo "rules: $pallet depends on its sibling $sibling; couple them through a trait in primitives" >&2
			status=1
		fi
	done
done

if grep -rnE '^[^/]*#!?\[[[:space:]]*(cfg_attr\(.*,[[:space:]]*)?ignore\b' --include='*.rs' \
	benchmarks node-template pallets runtime; then
	echo "rules: an ignored test proves nothing; mend it or delete it" >&2
	status=1
fi

[ "$status" -ne 0 ] || echo "rules: ok ($*)"
exit "$status"

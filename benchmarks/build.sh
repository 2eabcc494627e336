# What run.sh and peers.sh build; for `source`, from the repository's root.
# Two cargo calls, because the runner must not be built together with a runtime (see Cargo.toml).

target=${CARGO_TARGET_DIR:-${CARGO_BUILD_TARGET_DIR:-target}}
bin=$target/debug
wasm=$target/wasm32v1-none/release

# build_wasm <crate name>: a runtime with its benchmarks, into $wasm.
# The flags are what substrate-wasm-builder passes; calling cargo directly leaves out the native
# runtime, which nobody runs and which takes longer than the WASM.
build_wasm() {
	echo "bench: $1, with its benchmarks"
	CARGO_TARGET_WASM32V1_NONE_RUSTFLAGS="--cfg substrate_runtime -C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory" \
		.ci/wasm-cargo rustc -p "$1" --lib --crate-type cdylib --target wasm32v1-none \
		--no-default-features --features runtime-benchmarks \
		--release --config 'profile.release.panic="abort"' --config 'profile.release.lto="thin"'
}

# build_runner: vajra-bench and vajra-compare, into $bin, and their tests: no other target runs them.
build_runner() {
	echo "bench: the runner"
	# One of its dependencies would compile a test runtime that only other commands of the library use.
	SKIP_WASM_BUILD=1 cargo build -p vajra-benchmarks
	SKIP_WASM_BUILD=1 cargo test -q -p vajra-benchmarks
}

#!/usr/bin/env bash
# Makes this machine able to build Vajra. Run it as often as you like: it only adds what is missing.
#
#   .ci/setup.sh            Rust, a C tool chain, protoc, and a compiler for the runtime's WASM
#   .ci/setup.sh lint       the same, and rustfmt and clippy
#   .ci/setup.sh js         the same, and Node.js with npm (the test with a stock JavaScript client)
#
# The WASM compiler comes from the first of these that works:
#   1. the Rust in use has the target wasm32v1-none;
#   2. `rustup target add` fetches it;
#   3. Debian's own compiler, with `core` and `alloc` built from Debian's sources. Where rustup is in
#      use this one is linked as the tool chain `debian`, and .cargo/config.toml (ignored by git)
#      tells the runtime's build script about it, so that plain `cargo build` works too.
set -Eeuo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=wasm32v1-none
config=$root/.cargo/config.toml
marker='# Written by .ci/setup.sh; delete this file to start over.'
min_rust=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
min_node=18
export PATH=$PATH:$HOME/.cargo/bin

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'printf "setup: error: stopped at line %s\n" "$LINENO" >&2' ERR

say() { printf 'setup: %s\n' "$*"; }

# fail <what is wrong> <what to do>...
fail() {
	printf 'setup: error: %s\n' "$1" >&2
	shift
	for line in "$@"; do printf 'setup:   %s\n' "$line" >&2; done
	exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
tail_of() { tail -n 15 "$1" | sed 's/^/setup:   | /' >&2; }

# ---------------------------------------------------------------- system packages

can_be_root() { [ "$(id -u)" -eq 0 ] || { has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }; }

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
	local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends)
	as_root "${apt[@]}" install "$@" >"$scratch/apt.log" 2>&1 && return
	# The package lists may be missing, or too old for the mirror.
	as_root apt-get update >>"$scratch/apt.log" 2>&1 || true
	as_root "${apt[@]}" install "$@" >>"$scratch/apt.log" 2>&1
}

# packages <what they are for> <Debian package>...
packages() {
	local purpose=$1
	shift
	has apt-get || fail "$purpose: not found" \
		"Install it with this system's package manager (Debian calls it: $*), then run this again."
	can_be_root || fail "$purpose: not found, and installing it needs root" \
		"As root: apt-get install -y $*" "Then run this again."
	say "$purpose: installing $*"
	apt_install "$@" || {
		tail_of "$scratch/apt.log"
		fail "$purpose: apt-get could not install $*" "The end of its output is above."
	}
}

# ---------------------------------------------------------------- Rust

release_of() { { "$@" -vV 2>/dev/null || true; } | sed -n 's/^release: //p'; }
new_enough() { [ -n "$1" ] && at_least "$1" "$min_rust"; }

# Debian's newer compiler. It does not touch a Rust that rustup manages.
install_debian_rust() {
	[ -e /etc/debian_version ] && has apt-get || return 1
	new_enough "$(release_of /usr/bin/rustc)" && [ -x /usr/bin/cargo ] && return
	can_be_root || return 1
	say "Rust: installing Debian's rustc-web and cargo-web"
	# The new enough one is a security update; old package lists may not know it.
	new_enough "$(apt-cache policy rustc-web | sed -n 's/^ *Candidate: \([0-9.]*\).*/\1/p')" ||
		as_root apt-get update >"$scratch/apt.log" 2>&1 || true
	apt_install rustc-web cargo-web || { tail_of "$scratch/apt.log"; return 1; }
	new_enough "$(release_of /usr/bin/rustc)"
}

ensure_rust() {
	local version
	version=$(release_of rustc)
	if new_enough "$version" && cargo --version >/dev/null 2>&1; then return; fi

	if has rustup; then
		[ -z "$version" ] || fail "Rust $version is too old; this workspace needs $min_rust" \
			"Run: rustup update stable && rustup default stable"
		say "Rust: rustup has no tool chain yet; fetching stable"
		if rustup toolchain install stable --profile minimal >"$scratch/rustup.log" 2>&1; then
			rustup default stable >/dev/null 2>&1 || true
		elif install_debian_rust && rustup toolchain link debian /usr; then
			rustup default debian
		else
			tail_of "$scratch/rustup.log"
		fi
	else
		install_debian_rust || true
	fi
	hash -r

	version=$(release_of rustc)
	new_enough "$version" || fail "no Rust $min_rust or newer (found: ${version:-none})" \
		"Install rustup from https://rustup.rs, or on Debian 12, with its security updates on, run" \
		".ci/setup.sh once as root. Then run this again."
	cargo --version >/dev/null 2>&1 || fail "rustc is there but cargo is not" \
		"Install cargo (rustup brings it; on Debian: cargo-web), then run this again."
}

# ---------------------------------------------------------------- WASM

cat >"$scratch/probe.rs" <<'RUST'
#![no_std]
extern crate alloc;
use core::alloc::{GlobalAlloc, Layout};
struct Heap;
unsafe impl GlobalAlloc for Heap {
	unsafe fn alloc(&self, _: Layout) -> *mut u8 { core::ptr::null_mut() }
	unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static HEAP: Heap = Heap;
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn probe(length: u32) -> usize { alloc::vec![1u8; length as usize].len() }
RUST

# wasm_works <rustc command>: compiles a crate the way the runtime is compiled (core, alloc, LTO,
# linker). That a target is listed as installed proves nothing.
wasm_works() {
	rm -f "$scratch/probe.wasm"
	"$@" --edition 2021 --crate-type cdylib --target "$target" -C opt-level=3 -C panic=abort \
		-C lto=thin -C link-arg=--import-memory "$scratch/probe.rs" -o "$scratch/probe.wasm" \
		>"$scratch/probe.log" 2>&1 || return 1
	[ "$(head -c 4 "$scratch/probe.wasm" | tail -c 3)" = asm ]
}

configured() {
	[ -e "$config" ] || return 0
	sed -n 's/^WASM_BUILD_TOOLCHAIN = "\(.*\)"$/\1/p' "$config" | head -n 1
}

forget_config() {
	if [ -e "$config" ] && head -n 1 "$config" | grep -qxF "$marker"; then rm -f "$config"; fi
}

# Plain `cargo build` reads this file, so nobody has to set a variable by hand.
write_config() {
	if [ -e "$config" ] && ! head -n 1 "$config" | grep -qxF "$marker"; then
		fail ".cargo/config.toml is not ours, so this script leaves it alone" \
			"Add to it:" "[env]" "WASM_BUILD_TOOLCHAIN = \"$1\"" "Then run this again."
	fi
	mkdir -p "$root/.cargo"
	printf '*\n' >"$root/.cargo/.gitignore"
	printf '%s\n[env]\nWASM_BUILD_TOOLCHAIN = "%s"\n' "$marker" "$1" >"$config"
}

# Debian ships no WASM target: builds its three crates from Debian's sources, into Debian's Rust.
build_debian_wasm() {
	install_debian_rust || return 1
	wasm_works /usr/bin/rustc && return
	can_be_root || { say "Debian's compiler lacks the WASM target, and adding it needs root"; return 1; }

	local host llvm libdir tools crate=$scratch/std
	host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
	llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
	libdir=$(/usr/bin/rustc --print target-libdir --target "$target") || return 1
	tools=/usr/lib/rustlib/$host/bin

	if [ ! -d /usr/lib/rustlib/src/rust/library/core ] || ! has "lld-$llvm"; then
		say "WASM: installing Debian's library sources and its linker"
		apt_install rust-web-src "lld-$llvm" || { tail_of "$scratch/apt.log"; return 1; }
	fi
	# rustc looks for this name here before it searches PATH.
	if ! has rust-lld && [ ! -e "$tools/rust-lld" ]; then
		as_root mkdir -p "$tools"
		as_root ln -s "$(command -v "lld-$llvm")" "$tools/rust-lld"
	fi

	say "WASM: building core and alloc for $target (half a minute)"
	mkdir -p "$crate/src"
	printf '[package]\nname = "wasm-std"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n' \
		>"$crate/Cargo.toml"
	printf '#![no_std]\n' >"$crate/src/lib.rs"
	# Without the bitcode the runtime's link-time optimisation has nothing to work on.
	(cd "$crate" && env -u CARGO_ENCODED_RUSTFLAGS -u RUSTC_WRAPPER -u RUSTC_WORKSPACE_WRAPPER \
		CARGO_TARGET_DIR="$crate/target" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
		RUSTFLAGS=-Cembed-bitcode=yes \
		/usr/bin/cargo build --release --target "$target" \
		-Z build-std=core,alloc,compiler_builtins -Z build-std-features=compiler-builtins-mem \
		>"$scratch/std.log" 2>&1) || { tail_of "$scratch/std.log"; return 1; }

	# Exactly one copy of each crate may be there, or rustc cannot choose.
	as_root mkdir -p "$libdir"
	as_root find "$libdir" -name '*.rlib' -delete
	local name
	for name in core alloc compiler_builtins; do
		as_root install -m 644 "$crate/target/$target/release/deps/lib$name"-*.rlib "$libdir/" || return 1
	done
	wasm_works /usr/bin/rustc || { tail_of "$scratch/probe.log"; return 1; }
}

uses_debian_rust() { [ "$(rustc --print sysroot 2>/dev/null)" = /usr ]; }

ensure_wasm() {
	local chosen=${WASM_BUILD_TOOLCHAIN:-}
	if [ -n "$chosen" ]; then
		wasm_works rustup run "$chosen" rustc && { say "WASM: tool chain $chosen (from WASM_BUILD_TOOLCHAIN)"; return; }
		tail_of "$scratch/probe.log"
		fail "WASM_BUILD_TOOLCHAIN is $chosen, which cannot compile for $target" \
			"Run: rustup target add $target --toolchain $chosen" "Or unset the variable and run this again."
	fi

	if wasm_works rustc; then
		forget_config
		say "WASM: the Rust in use compiles for $target"
		return
	fi
	chosen=$(configured)
	if [ -n "$chosen" ] && has rustup && wasm_works rustup run "$chosen" rustc; then
		say "WASM: tool chain $chosen (from .cargo/config.toml)"
		return
	fi

	if has rustup && ! uses_debian_rust; then
		say "WASM: asking rustup for $target"
		if timeout 300 rustup target add "$target" >"$scratch/rustup.log" 2>&1 && wasm_works rustc; then
			forget_config
			say "WASM: rustup added $target"
			return
		fi
		say "WASM: rustup could not fetch it"
	fi

	if build_debian_wasm; then
		if uses_debian_rust; then
			forget_config
			say "WASM: Debian's compiler"
			return
		fi
		rustup toolchain link debian /usr >/dev/null 2>&1 || true
		if wasm_works rustup run debian rustc && rustup run debian cargo --version >/dev/null 2>&1; then
			write_config debian
			say "WASM: Debian's compiler, as rustup's tool chain \`debian\` (noted in .cargo/config.toml)"
			return
		fi
	fi

	[ ! -e "$scratch/rustup.log" ] || tail_of "$scratch/rustup.log"
	[ ! -e "$scratch/probe.log" ] || tail_of "$scratch/probe.log"
	fail "no compiler for $target, which the runtime needs" \
		"One of these helps; then run this again:" \
		"- with rustup and a network: rustup target add $target" \
		"- on Debian 12, with its security updates on: run .ci/setup.sh once as root" \
		"- any Rust tool chain that has the target: export WASM_BUILD_TOOLCHAIN=<its rustup name>"
}

# ---------------------------------------------------------------- the other tools

ensure_build_tools() {
	local missing=()
	has cc && has c++ && has make || missing+=(build-essential)
	has perl || missing+=(perl)
	has pkg-config || missing+=(pkg-config)
	[ ${#missing[@]} -eq 0 ] || packages "C tool chain" "${missing[@]}"
	[ -n "${PROTOC:-}" ] && "$PROTOC" --version >/dev/null 2>&1 || has protoc || \
		packages "protoc (the network crates need it)" protobuf-compiler
}

ensure_lint_tools() {
	cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
	if has rustup && ! uses_debian_rust; then
		say "adding rustfmt and clippy"
		rustup component add rustfmt clippy >"$scratch/rustup.log" 2>&1 || tail_of "$scratch/rustup.log"
	else
		packages "rustfmt and clippy" rustfmt-web rust-web-clippy
	fi
	cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
		fail "rustfmt or clippy is missing" "Run: rustup component add rustfmt clippy" "Then run this again."
}

ensure_js() {
	local missing=() version
	has node || missing+=(nodejs)
	has npm || missing+=(npm)
	[ ${#missing[@]} -eq 0 ] || packages "Node.js and npm (only a test needs them)" "${missing[@]}"
	version=$(node --version | sed 's/^v//')
	at_least "$version" "$min_node" || fail "Node.js $version is too old; the client test needs $min_node" \
		"Install a newer one from https://nodejs.org, then run this again."
}

for extra in "$@"; do
	case $extra in
	lint | js) ;;
	*) fail "unknown argument $extra" "usage: .ci/setup.sh [lint] [js]" ;;
	esac
done
ensure_build_tools
ensure_rust
ensure_wasm
for extra in "$@"; do "ensure_${extra/lint/lint_tools}"; done
say "ready: rustc $(release_of rustc)"

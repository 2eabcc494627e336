#!/usr/bin/env bash
# Tries .ci/setup.sh where rustup can fetch nothing, where there is no rustup, and where nothing
# works. It needs Debian 12, rustup and root (setup may install Debian's compiler, which does not
# disturb rustup's), works in a temporary copy, and leaves behind only what setup itself leaves.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

grep -q '^VERSION_ID="12"' /etc/os-release || { echo "skipped: not Debian 12"; exit 0; }
command -v rustup >/dev/null || { echo "skipped: no rustup"; exit 0; }

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir -p "$copy/.ci" "$copy/shims" "$copy/probe/src"
cp .ci/setup.sh "$copy/.ci/"
cp Cargo.toml "$copy/"
real_rustup=$(command -v rustup)
real_rustc=$(command -v rustc)

expect() { # expect <words> <command...>: the command succeeds and says the words
	local words=$1 output
	shift
	output=$("$@" 2>&1) || { printf '%s\nFAILED: %s\n' "$output" "$*"; exit 1; }
	grep -qF "$words" <<<"$output" || { printf '%s\nFAILED: no "%s"\n' "$output" "$words"; exit 1; }
	printf 'ok: %s\n' "$words"
}

# A rustup that cannot fetch, and whose compiler has no WASM target.
cat >"$copy/shims/rustup" <<SHIM
#!/bin/sh
case "\$1 \$2" in "target add") echo "error: could not download" >&2; exit 1 ;; esac
[ -z "\${NO_DEBIAN:-}" ] || case "\$1" in run | toolchain) exit 1 ;; esac
exec "$real_rustup" "\$@"
SHIM
cat >"$copy/shims/rustc" <<SHIM
#!/bin/sh
case " \$* " in *" wasm32v1-none "*) echo "error[E0463]: can't find crate for core" >&2; exit 1 ;; esac
exec "$real_rustc" "\$@"
SHIM
chmod +x "$copy/shims/"*
offline=(env -u WASM_BUILD_TOOLCHAIN PATH="$copy/shims:$PATH")

expect 'noted in .cargo/config.toml' "${offline[@]}" "$copy/.ci/setup.sh"
expect '(from .cargo/config.toml)' "${offline[@]}" "$copy/.ci/setup.sh"

# A plain `cargo build` below the copy passes the choice on to build scripts, and it compiles WASM.
printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n' \
	>"$copy/probe/Cargo.toml"
printf '#![no_std]\n' >"$copy/probe/src/lib.rs"
cat >"$copy/probe/build.rs" <<'RUST'
fn main() {
	if std::env::var("CARGO_CFG_TARGET_ARCH").unwrap() == "wasm32" { return }
	let toolchain = std::env::var("WASM_BUILD_TOOLCHAIN").expect("set by .cargo/config.toml");
	let status = std::process::Command::new("rustup")
		.args(["run", &toolchain, "cargo", "build", "--target", "wasm32v1-none", "--target-dir", "wasm"])
		.env_remove("RUSTC")
		.current_dir(std::env::var("CARGO_MANIFEST_DIR").unwrap())
		.status();
	assert!(status.unwrap().success());
}
RUST
(cd "$copy/probe" && env -u WASM_BUILD_TOOLCHAIN CARGO_TARGET_DIR=target cargo build --offline --quiet)
[ -n "$(find "$copy/probe/wasm" -name 'libprobe*.rlib')" ] || { echo "FAILED: no WASM crate"; exit 1; }
echo 'ok: plain cargo build finds the tool chain'

if output=$(NO_DEBIAN=1 "${offline[@]}" "$copy/.ci/setup.sh" 2>&1); then
	printf '%s\nFAILED: it must not succeed\n' "$output"
	exit 1
fi
grep -qF 'no compiler for wasm32v1-none' <<<"$output" || { printf '%s\nFAILED: unclear\n' "$output"; exit 1; }
echo 'ok: says so where nothing works'

# Without rustup: Debian's compiler is the Rust in use, and nothing has to be noted.
rm -rf "$copy/.cargo"
expect 'the Rust in use compiles' env -i HOME="$copy" PATH=/usr/bin:/bin "$copy/.ci/setup.sh"
[ ! -e "$copy/.cargo/config.toml" ] || { echo "FAILED: a note for nothing"; exit 1; }

# Where rustup's own compiler has the target, an older note goes.
if rustc --print target-libdir --target wasm32v1-none >/dev/null && [ -d "$(rustc --print target-libdir --target wasm32v1-none)" ]; then
	"${offline[@]}" "$copy/.ci/setup.sh" >/dev/null
	expect 'the Rust in use compiles' env -u WASM_BUILD_TOOLCHAIN "$copy/.ci/setup.sh"
	[ ! -e "$copy/.cargo/config.toml" ] || { echo "FAILED: the old choice stayed"; exit 1; }
	echo 'ok: the choice goes when it is no longer needed'
fi

//! Builds the runtime for WebAssembly whenever the native crate is built.
//!
//! `SKIP_WASM_BUILD=1` leaves that out; `WASM_BINARY` is then `None`.

fn main() {
	#[cfg(feature = "std")]
	{
		point_at_workspace();
		substrate_wasm_builder::WasmBuilder::build_using_defaults();
	}
}

/// Names the folder of the workspace's `Cargo.lock`, which the builder would otherwise only find if
/// the target folder lies below it. Without it, it takes other versions than those pinned.
#[cfg(feature = "std")]
fn point_at_workspace() {
	const HINT: &str = "WASM_BUILD_WORKSPACE_HINT";
	if std::env::var_os(HINT).is_none() {
		let workspace = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
		std::env::set_var(HINT, workspace);
	}
}

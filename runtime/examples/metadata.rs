//! Writes the runtime's metadata to a file, from which client code is generated:
//!
//! ```text
//! cargo run -p vajra-runtime --features fast-runtime --example metadata -- <file>
//! ```

use std::{env, fs, process::ExitCode};

fn main() -> ExitCode {
	let mut args = env::args_os().skip(1);
	let (Some(path), None) = (args.next(), args.next()) else {
		eprintln!("usage: metadata <file>");
		return ExitCode::from(2);
	};
	let Some(metadata) = vajra_runtime::metadata() else {
		let version = vajra_runtime::METADATA_VERSION;
		eprintln!("the runtime has no metadata in version {version}; set another METADATA_VERSION");
		return ExitCode::FAILURE;
	};
	match fs::write(&path, &metadata) {
		Ok(()) => {
			println!("{}: {} bytes", path.to_string_lossy(), metadata.len());
			ExitCode::SUCCESS
		}
		Err(error) => {
			eprintln!("cannot write {}: {error}", path.to_string_lossy());
			ExitCode::FAILURE
		}
	}
}

//! The machine the weights were measured on; without it they mean nothing.

use serde::Serialize;
use std::{fs, thread::available_parallelism};

#[derive(Debug, Serialize)]
pub struct Machine {
	pub cpu: String,
	/// Cores this process may use.
	pub cores: usize,
	/// Main memory; 0 where the system does not tell.
	pub memory_mib: u64,
}

impl Machine {
	/// This machine. The processor's name comes from the benchmarking library.
	pub fn this(cpu: String) -> Self {
		Self {
			cpu,
			cores: available_parallelism().map_or(1, usize::from),
			memory_mib: fs::read_to_string("/proc/meminfo")
				.ok()
				.and_then(|meminfo| total_memory(&meminfo))
				.unwrap_or(0),
		}
	}
}

/// The total of Linux's `/proc/meminfo`, in MiB.
fn total_memory(meminfo: &str) -> Option<u64> {
	let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
	let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
	Some(kib / 1024)
}

#[cfg(test)]
mod tests {
	use super::total_memory;

	#[test]
	fn total_memory_is_read_in_mib() {
		assert_eq!(total_memory("MemTotal:       24576000 kB\nMemFree: 1 kB\n"), Some(24_000));
		assert_eq!(total_memory("MemFree: 1 kB\n"), None);
	}
}

//! Drives a bank of chips through both rounds, and leaves out those that fail.

use crate::{
	aggregate::{self, AggregateError},
	element::{Refusal, SecureElement},
	signing::{Commitment, PackageError, PartialSignature, Session, SigningPackage},
	AccountId32,
};
use curve25519_dalek::ristretto::RistrettoPoint;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vajra_primitives::{CatStatement, ChipIndex, ChipKey, ChipSignature};

/// How many times the signer starts again before it gives up.
///
/// Each attempt leaves out every chip that failed in the one before, so more than two are rare.
/// The bound keeps chips that fail one after the other from using up the response window.
pub const MAX_ATTEMPTS: u32 = 32;

/// What is wrong with a chip that was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultCause {
	/// The chip refused, or cannot be reached.
	#[error(transparent)]
	Refused(#[from] Refusal),
	/// The chip's key is no valid key.
	#[error(transparent)]
	InvalidKey(AggregateError),
	/// The chip's commitment has invalid points or another chip's key.
	#[error("its commitment is invalid")]
	InvalidCommitment,
	/// The chip's share of the signature is not what its key and commitment require.
	#[error("its share of the signature is wrong")]
	WrongShare,
}

/// A chip that was left out because it failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("chip {chip}: {cause}")]
pub struct Fault {
	/// The chip's index.
	pub chip: ChipIndex,
	/// What happened.
	pub cause: FaultCause,
}

/// Why there is no signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
	/// The bank lists an index twice.
	#[error("chip {0} is in the bank twice")]
	DuplicateIndex(ChipIndex),
	/// The bank lists a key twice.
	#[error("chips {0} and {1} have the same key")]
	DuplicateKey(ChipIndex, ChipIndex),
	/// All chips are dark or have failed. The chain takes no proof without a chip.
	#[error("no chip is left to answer{}", first_of(.faults))]
	NoChipLeft {
		/// Chips that failed, in the order in which it was noticed.
		faults: Vec<Fault>,
	},
	/// The keys of the answering chips cancel one another out.
	#[error("the answering chips' keys add up to the identity point, under which anyone can sign")]
	IdentityKey,
	/// Chips kept failing one after the other.
	#[error("chips failed in {MAX_ATTEMPTS} attempts in a row{}", first_of(.faults))]
	TooManyAttempts {
		/// Chips that failed, in the order in which it was noticed.
		faults: Vec<Fault>,
	},
	/// The package was refused although each part had been checked.
	#[error(transparent)]
	Package(PackageError),
	/// All shares verify but the signature does not. Never seen; never ignored.
	#[error("the signature does not verify although all shares do: report this as a bug")]
	Unverifiable,
}

fn first_of(faults: &[Fault]) -> String {
	match faults {
		[] => String::new(),
		[only] => format!(" ({only})"),
		[first, rest @ ..] => format!(" ({first}; {} more)", rest.len()),
	}
}

/// A proof of presence: the statement, and one signature of all chips that are not absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
	/// What was signed, with the absent list as it ended up.
	pub statement: CatStatement<AccountId32>,
	/// An sr25519 signature under `aggregate`. It was verified.
	pub signature: ChipSignature,
	/// The sum of the answering chips' keys.
	pub aggregate: ChipKey,
	/// Chips that were not dark before but failed, with the cause.
	pub faults: Vec<Fault>,
	/// How many attempts it took.
	pub attempts: u32,
}

impl Answer {
	/// The absent chips, ascending.
	pub fn absent(&self) -> &[ChipIndex] {
		&self.statement.absent
	}
}

/// The coordinator of the two-round protocol.
#[derive(Debug)]
pub struct AggregateSigner;

/// A chip that takes part.
struct Member<'a, E> {
	index: ChipIndex,
	key: ChipKey,
	point: RistrettoPoint,
	element: &'a mut E,
}

impl AggregateSigner {
	/// Lets all chips of `bank` that are not dark sign `question` together.
	///
	/// `dark` names chips that are known not to answer; they need not be in the bank. They and the
	/// chips that the question already lists as absent are not asked. Chips that fail are added
	/// to the absent list, and the others start again with fresh nonces. A signature that does not
	/// verify is never returned.
	///
	/// Blocks while chips work; its time grows with the number of chips.
	pub fn sign<E: SecureElement>(
		bank: &mut [(ChipIndex, E)],
		question: CatStatement<AccountId32>,
		dark: &BTreeSet<ChipIndex>,
	) -> Result<Answer, SignError> {
		let mut absent: BTreeSet<_> = question.absent.iter().chain(dark).copied().collect();
		let mut faults = Vec::new();
		let mut members = enlist(bank, &absent, &mut faults)?;

		for attempts in 1..=MAX_ATTEMPTS {
			// A chip that fails now costs no restart: nobody has responded yet.
			let commitments = collect_commitments(&mut members, &mut faults);
			absent.extend(faults.iter().map(|fault| fault.chip));
			if members.is_empty() {
				return Err(SignError::NoChipLeft { faults });
			}

			let sum: RistrettoPoint = members.iter().map(|member| member.point).sum();
			let aggregate = aggregate::encode(&sum).map_err(|_| SignError::IdentityKey)?;
			let statement =
				CatStatement { absent: absent.iter().copied().collect(), ..question.clone() };
			let package = SigningPackage::new(aggregate, commitments);
			let session = match Session::open(package, statement) {
				Ok(session) => session,
				Err(PackageError::IdentityNonce) => continue,
				Err(error) => return Err(SignError::Package(error)),
			};

			let (shares, refusals) = collect_shares(&mut members, &session);
			if refusals.is_empty() {
				// Shares are checked one by one only where this fails: it seldom does.
				if let Some(signature) = session.finish(shares.values()) {
					let statement = session.statement().clone();
					return Ok(Answer { statement, signature, aggregate, faults, attempts });
				}
			}
			let found = blame(&members, &session, &shares, refusals);
			if found.is_empty() {
				return Err(SignError::Unverifiable);
			}
			members.retain(|member| !found.contains_key(&member.index));
			faults.extend(found.into_iter().map(|(chip, cause)| Fault { chip, cause }));
		}
		Err(SignError::TooManyAttempts { faults })
	}
}

/// The chips of the bank that are to answer.
fn enlist<'a, E: SecureElement>(
	bank: &'a mut [(ChipIndex, E)],
	absent: &BTreeSet<ChipIndex>,
	faults: &mut Vec<Fault>,
) -> Result<Vec<Member<'a, E>>, SignError> {
	let (mut indices, mut keys) = (BTreeSet::new(), HashMap::new());
	let mut members = Vec::with_capacity(bank.len());
	for (index, element) in bank {
		let (index, key) = (*index, element.key());
		if !indices.insert(index) {
			return Err(SignError::DuplicateIndex(index));
		}
		if let Some(other) = keys.insert(key, index) {
			return Err(SignError::DuplicateKey(other, index));
		}
		if absent.contains(&index) {
			continue;
		}
		match aggregate::point(&key) {
			Ok(point) => members.push(Member { index, key, point, element }),
			Err(error) => faults.push(Fault { chip: index, cause: FaultCause::InvalidKey(error) }),
		}
	}
	Ok(members)
}

/// First round. Members that fail are removed.
fn collect_commitments<E: SecureElement>(
	members: &mut Vec<Member<'_, E>>,
	faults: &mut Vec<Fault>,
) -> Vec<Commitment> {
	let mut commitments = Vec::with_capacity(members.len());
	members.retain_mut(|member| {
		let cause = match member.element.commit() {
			Ok(commitment) if commitment.key == member.key && commitment.points().is_ok() => {
				commitments.push(commitment);
				return true;
			}
			Ok(_) => FaultCause::InvalidCommitment,
			Err(refusal) => refusal.into(),
		};
		faults.push(Fault { chip: member.index, cause });
		false
	});
	commitments
}

/// Second round. All are asked even after a refusal, so that one restart leaves out all that fail.
fn collect_shares<E: SecureElement>(
	members: &mut [Member<'_, E>],
	session: &Session,
) -> (BTreeMap<ChipIndex, PartialSignature>, BTreeMap<ChipIndex, FaultCause>) {
	let (mut shares, mut refusals) = (BTreeMap::new(), BTreeMap::new());
	for member in members {
		match member.element.respond(session) {
			Ok(share) => {
				shares.insert(member.index, share);
			}
			Err(refusal) => {
				refusals.insert(member.index, refusal.into());
			}
		}
	}
	(shares, refusals)
}

/// Names all members that refused or whose share is wrong.
fn blame<E>(
	members: &[Member<'_, E>],
	session: &Session,
	shares: &BTreeMap<ChipIndex, PartialSignature>,
	mut causes: BTreeMap<ChipIndex, FaultCause>,
) -> BTreeMap<ChipIndex, FaultCause> {
	for member in members {
		if let Some(share) = shares.get(&member.index) {
			if !session.verify_share(&member.key, share) {
				causes.insert(member.index, FaultCause::WrongShare);
			}
		}
	}
	causes
}

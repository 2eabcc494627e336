// The messages of pallet-rental-escrow, as a renter's front end builds them: the hash that both sides of
// an order agree on, and what each signs after the end. `vajra_primitives::rental` builds the same bytes
// in Rust; tests/javascript.rs compares the two.
//
// What a front end takes is all above "As a program". A renter that wants to know what it agrees to
// asks the node for the order's terms (the view function `order_terms`), checks each of them, and compares
// `orderHash` with the hash that the chain gives the order. A wallet signs `ratingPayload` or
// `finishPayload` with `signRaw({ type: 'bytes' })`, which puts <Bytes></Bytes> around it: the chain takes
// both. Anybody can then send `rentalEscrow.rateSigned` or `rentalEscrow.settleSigned`.
//
//   import { orderHash, ratingPayload } from './rental-messages.mjs';
//   const order = orderHash({ genesis, order: 7, terms });
//   const signature = pair.sign(ratingPayload({ genesis, order, role: 'Renter', score: 90 }));
//
// Amounts may be strings or BigInts: they do not fit into a number.

import { TypeRegistry } from '@polkadot/types';
import { stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';

const ORDER_DOMAIN = 'vajra/rental/order/v1';
const RATING_DOMAIN = 'vajra/rental/rating/v1';
const FINISH_DOMAIN = 'vajra/rental/finish/v1';

// Blocks are counted in 32 bits, shares are parts of 1,000,000,000.
const registry = new TypeRegistry();
registry.register({
  RentalRole: { _enum: ['Renter', 'Provider'] },
  RentalVerification: {
    _enum: { Unverified: 'Null', Sampled: 'Null', Replicated: 'Null', Proved: 'H256' },
  },
  RentalSubTask: { weight: 'u32', replicas: 'u32', blocks: 'u32' },
  RentalTimeHire: { image: 'H256' },
  RentalInferenceDeployment: {
    model: 'H256',
    dataset: 'H256',
    verification: 'RentalVerification',
    tasks: 'Vec<RentalSubTask>',
  },
  RentalKind: {
    _enum: { TimeHire: 'RentalTimeHire', InferenceDeployment: 'RentalInferenceDeployment' },
  },
  RentalPeriods: {
    accept: 'u32',
    deliver: 'u32',
    confirm: 'u32',
    rate: 'u32',
    counter: 'u32',
    grace: 'u32',
    arbitration: 'u32',
    notice: 'u32',
  },
  RentalShares: { deposit: 'u32', bond: 'u32', penalty: 'u32', draw: 'u32', fee: 'u32' },
  RentalConditions: { periods: 'RentalPeriods', shares: 'RentalShares' },
  RentalTerms: {
    renter: 'AccountId32',
    provider: 'AccountId32',
    payee: 'AccountId32',
    model: 'u32',
    chips: 'u32',
    price: 'u128',
    duration: 'u32',
    maxDuration: 'u32',
    kind: 'RentalKind',
    key: '[u8; 32]',
    rent: 'u128',
    deposit: 'u128',
    bond: 'u128',
    conditions: 'RentalConditions',
  },
  RentalStatement: { genesis: 'H256', order: 'u64', terms: 'RentalTerms' },
  RentalRating: { genesis: 'H256', order: 'H256', role: 'RentalRole', score: 'u8' },
  RentalSettlement: { rent: 'u128', renterScore: 'u8', providerScore: 'u8', expiresAt: 'u32' },
  RentalFinish: {
    genesis: 'H256',
    order: 'H256',
    role: 'RentalRole',
    settlement: 'RentalSettlement',
  },
});

/** A domain, without its length, and a message in SCALE. */
function payload(domain, type, message) {
  return u8aConcat(stringToU8a(domain), registry.createType(type, message).toU8a());
}

/** What an order's hash is the hash of: `order` is its id on the chain with this genesis hash. */
export function orderPayload({ genesis, order, terms }) {
  return payload(ORDER_DOMAIN, 'RentalStatement', { genesis, order, terms });
}

/** The hash that `accept` and `confirm` name, and that the messages below are about. */
export function orderHash(statement) {
  return blake2AsHex(orderPayload(statement), 256);
}

/** What a side signs to rate the other: `order` is the order's hash, `score` from 0 to 100. */
export function ratingPayload({ genesis, order, role, score }) {
  return payload(RATING_DOMAIN, 'RentalRating', { genesis, order, role, score });
}

/** What each side signs, in its own role, to end and settle an order in one step. */
export function finishPayload({ genesis, order, role, settlement }) {
  return payload(FINISH_DOMAIN, 'RentalFinish', { genesis, order, role, settlement });
}

// As a program: reads messages from a file of JSON, and prints their bytes as one line of JSON, with
// signatures by the account of `secret`.
//
// Usage: node rental-messages.mjs <file>

if (process.argv[1]?.endsWith('rental-messages.mjs')) {
  const { readFileSync } = await import('node:fs');
  const { Keyring } = await import('@polkadot/api');
  const { u8aToHex, u8aWrapBytes } = await import('@polkadot/util');
  const { cryptoWaitReady } = await import('@polkadot/util-crypto');
  await cryptoWaitReady();

  const { secret, statements, ratings, finishes } = JSON.parse(
    readFileSync(process.argv[2], 'utf8'),
  );
  const pair = new Keyring({ type: 'sr25519' }).addFromUri(secret);
  const signed = (bytes) => ({
    payload: u8aToHex(bytes),
    signature: u8aToHex(pair.sign(bytes)),
    wrapped: u8aToHex(pair.sign(u8aWrapBytes(bytes))),
  });
  console.log(
    JSON.stringify({
      signer: u8aToHex(pair.publicKey),
      statements: statements.map((statement) => ({
        payload: u8aToHex(orderPayload(statement)),
        hash: orderHash(statement),
      })),
      ratings: ratings.map((rating) => signed(ratingPayload(rating))),
      finishes: finishes.map((finish) => signed(finishPayload(finish))),
    }),
  );
}

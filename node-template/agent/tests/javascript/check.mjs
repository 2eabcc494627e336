// A stock client, with no types of this chain built in: everything it knows comes from the
// metadata. Connects, reads a provider, submits a transfer and follows it until it is finalised.
//
// Usage: node check.mjs <ws url> <provider's address>
// Prints one line of JSON with what it saw; exits non-zero when anything does not hold.

import assert from 'node:assert/strict';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';

const DEADLINE_MS = 180_000;
const AMOUNT = 1_000_000_000_000n;

const [url, providerAddress] = process.argv.slice(2);
assert(url && providerAddress, 'usage: node check.mjs <ws url> <provider address>');

const deadline = setTimeout(() => {
  console.error(`not done after ${DEADLINE_MS / 1000} s`);
  process.exit(1);
}, DEADLINE_MS);

const socket = new WsProvider(url, 1_000, {}, 60_000);
const api = await ApiPromise.create({ provider: socket, noInitWarn: true, throwOnConnect: true });

/** Submits and resolves with the finalised result; rejects when the chain refuses. */
function finalised(extrinsic, signer) {
  return new Promise((resolve, reject) => {
    extrinsic
      .signAndSend(signer, (result) => {
        if (result.dispatchError) {
          reject(new Error(`dispatch error: ${result.dispatchError.toString()}`));
        } else if (result.isError) {
          reject(new Error(`the pool says: ${result.status.type}`));
        } else if (result.isFinalized) {
          resolve(result);
        }
      })
      .catch(reject);
  });
}

// The metadata decodes, and our pallet is in it.
const pallets = api.runtimeMetadata.asLatest.pallets.map(({ name }) => name.toString());
assert(pallets.includes('ComputeAttestation'), `no ComputeAttestation in ${pallets}`);
assert(api.tx.computeAttestation.prove, 'no call prove');
assert(api.errors.computeAttestation.InvalidSignature, 'no error InvalidSignature');
assert(api.consts.computeAttestation.roundLength.toNumber() > 0, 'no constant roundLength');

// A provider's record.
const record = await api.query.computeAttestation.providers(providerAddress);
assert(record.isSome, `${providerAddress} is no provider`);
const provider = record.unwrap();
const aggregateKey = provider.aggregateKey.toHex();
assert.match(aggregateKey, /^0x[0-9a-f]{64}$/);

// A transfer that finalises and moves the money.
const keyring = new Keyring({ type: 'sr25519' });
const sender = keyring.addFromUri('//Ferdie');
const receiver = keyring.addFromUri('//Vajra//stock-client');
const freeOf = async (address) => (await api.query.system.account(address)).data.free.toBigInt();
const before = await freeOf(receiver.address);
const result = await finalised(
  api.tx.balances.transferKeepAlive(receiver.address, AMOUNT),
  sender,
);
assert(
  result.events.some(({ event }) => api.events.balances.Transfer.is(event)),
  'no event balances.Transfer',
);
const block = result.status.asFinalized.toHex();
const header = await api.rpc.chain.getHeader(block);
assert.equal((await freeOf(receiver.address)) - before, AMOUNT);

console.log(
  JSON.stringify({
    spec: api.runtimeVersion.specName.toString(),
    chips: provider.chips.toNumber(),
    aggregateKey,
    finalizedIn: header.number.toNumber(),
  }),
);
clearTimeout(deadline);
await api.disconnect();

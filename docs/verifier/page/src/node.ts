// The core for Node: what the tests load.
//
//   const folder = new Map([['sums.txt', { name: 'sums.txt', bytes }], ...]);
//   const report = finish(verify(folder, { seal, keys, prior, receipt }));
//
// Signatures and rounds that were verified once are not verified again in the same process.
export * from './core/bytes.ts';
export * from './core/sha256.ts';
export * from './core/types.ts';
export * from './core/note.ts';
export * from './core/roll.ts';
export * from './core/allocate.ts';
export * from './core/folder.ts';
export * from './core/receipt.ts';
export * from './core/report.ts';
export * from './core/verify.ts';
export * from './core/sign.ts';
export * from './core/beacon.ts';
export { Memo } from './core/memo.ts';
export { bound, planHash } from './core/checks/audit.ts';
export { modelOf } from './core/panel/model.ts';
export { shown } from './core/panel/pool.ts';
export { readCertificate } from './core/panel/certificate.ts';

// The core for Node: what the tests load.
export * from './core/bytes.ts';
export * from './core/sha256.ts';
export * from './core/types.ts';
export * from './core/note.ts';
export * from './core/roll.ts';
export * from './core/allocate.ts';
export * from './core/folder.ts';
export * from './core/receipt.ts';
export * from './core/verify.ts';
export * from './core/sign.ts';
export * from './core/beacon.ts';

// What a verification gives: the checks, what is said beside them, and what a page shows.
import type { Ballots } from './ballots.ts';
import type { Recount } from './count/trace.ts';
import type { Folder } from './folder.ts';
import type { Note } from './note.ts';
import type { Fraction } from './panel/numbers.ts';
import type { KindName } from './dossier.ts';
import type { Roll } from './roll.ts';
import type { Say } from './say.ts';

export type Result = 'PASS' | 'FAIL' | 'NOT-CHECKED';
export interface Check {
    id: string;
    result: Result;
    file: string;
    item: string;
    why: Say;
}
export interface Drawn { word: string; pos: number; number: number; h: number; ticket: string; line: number }
export interface Skipped { word: string; number: number; h: number; of: number; line: number }
/** A seat: who took it first, its stratum, who has it now. */
export interface Seat { first: number; h: number; now: number | null }
export interface Signature { file: string; role: string; name: string; fault: string }

/** What the user gives beside the folder (transcript-1 §10.2). */
export interface Options {
    seal?: string; // 64 digits
    keys?: Map<string, string>; // ROLE, PUBKEY, as the public notice has them
    prior?: Folder;
    opened?: Folder; // pool-open.txt and panel-proof.txt, as accredited observers have them (pool-1 §6.2)
    receipt?: { name: string; bytes: Uint8Array };
}

export interface Report {
    kind: KindName;
    stage: string;
    chain: string[]; // the names of its entries, up to the result
    yes: boolean;
    anchored: boolean;
    beacon: boolean | null;
    seal: string;
    checks: Check[];
    notes: Map<string, Note>;
    roll: Roll | null;
    ballots: Ballots | null;
    people: number; // in a pool
    pids: string[]; // of a pool
    recount: Recount | null;
    seats: { A: number[]; B: number[] } | null;
    drawn: Drawn[];
    skipped: Skipped[];
    sub: string; // S(draw)
    tickets: Uint8Array | null;
    order: Uint32Array | null;
    signatures: Signature[];
    notices: Say[]; // what is said beside the checks, transcript-1 §11.1
    opened: Note | null; // pool-open.txt, confirmed
    panel: { number: number; persons: number[]; counts: string[] } | null; // the panel drawn
    lottery: { near: boolean; deviation: Fraction } | null; // that the numbered panels give the chances
    seatsNow: Seat[]; // the seats of members, after replacements
    later: string[];
    /** The checks that a seal or a receipt changes, made again with others. */
    again: (options: Options) => void;
}

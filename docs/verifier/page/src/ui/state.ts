// What is open, and what the reader gave beside it.
import type { Folder } from '../core/folder.ts';
import type { Options, Report } from '../core/report.ts';
import type { Say } from '../core/say.ts';
import type { Given } from './files.ts';

interface State {
    folder: Folder | null;
    report: Report | null;
    inside: boolean;
    bundled: boolean; // the folder came as one file
    error: Say | null;
    busy: boolean;
    seal: string;
    number: string;
    looked: string; // the number that was looked up
    receipt: { name: string; bytes: Uint8Array } | null;
    paper: Record<string, string>;
    paperSaid: 'yes' | 'no' | 'code' | '';
    keys: Map<string, string>; // ROLE, what was typed for it
    notice: string; // lines role=key, as pasted
    prior: Folder | null;
    opened: Folder | null; // the files of accredited observers
    givenError: Say | null; // of a prior folder or of pasted keys
}
export const state: State = {
    folder: null, report: null, inside: false, bundled: false, error: null, busy: false, seal: '', number: '', looked: '', receipt: null,
    paper: {}, paperSaid: '', keys: new Map(), notice: '', prior: null, opened: null, givenError: null,
};

/** What the parts of the page ask of it. */
export const act = {
    open: (_reading: Promise<Given>): void => undefined,
    observers: (_reading: Promise<Given>): void => undefined,
    prior: (_reading: Promise<Given>): void => undefined,
    again: (_focus: string): void => undefined,
    checkAll: (_focus: string): void => undefined,
    render: (_focus?: string): void => undefined,
    reads: (_done: number, _of: number): void => undefined,
};

const SPACE = /[\s\u00a0]/g;
export const sealDigits = (): string => state.seal.replace(SPACE, '').toLowerCase();
export const keyOf = (typed: string): string => typed.replace(SPACE, '');

export function options(): Options {
    const seal = sealDigits();
    const keys = [...state.keys].map(([role, k]): [string, string] => [role, keyOf(k)]).filter(([, k]) => k !== '');
    return {
        ...(/^[0-9a-f]{64}$/.test(seal) && { seal }),
        ...(state.receipt && { receipt: state.receipt }),
        ...(state.prior && { prior: state.prior }),
        ...(state.opened && { opened: state.opened }),
        keys: new Map(keys),
    };
}

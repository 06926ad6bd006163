// The lines of a certificate: a keyword and words, folded as panel-1 §4.2 says.
import { looseUtf8 } from '../bytes.ts';

export type Where = 'form' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6' | 'C7';
/** What a certificate is refused for: the first wrong line, and the check that fails there. */
export class Refusal {
    constructor(readonly line: number, readonly check: Where, readonly key: string) {}
}
export const refuse = (line: number, check: Where, key: string): never => {
    throw new Refusal(line, check, key);
};

const FOLD = 1024;
const LONGEST = 65536;

/** A line with those that go on from it. */
export interface Line {
    line: number; // where the keyword stands
    words: string[]; // the keyword first
    lines: number[]; // where each word stands
}

/** The lines of a file, one after the other. */
export class Lines {
    private at = 0;
    line = 0; // the last one read

    constructor(private readonly bytes: Uint8Array) {}

    get done(): number {
        return this.at;
    }
    get ended(): boolean {
        return this.at === this.bytes.length;
    }

    private physical(): string {
        this.line++;
        const to = this.bytes.indexOf(10, this.at);
        if (to < 0) return refuse(this.line, 'form', 'proof-end');
        if (to - this.at > LONGEST) refuse(this.line, 'form', 'proof-long');
        const s = looseUtf8(this.bytes.subarray(this.at, to));
        this.at = to + 1;
        return s;
    }
    private get goesOn(): boolean {
        const behind = this.bytes[this.at + 1];
        return this.bytes[this.at] === 0x2b && (behind === 0x20 || behind === 10);
    }
    private static words(s: string, line: number): string[] {
        const words = s.split(' ');
        if (words.includes('')) refuse(line, 'form', 'proof-form');
        return words;
    }

    next(): Line {
        const first = this.physical();
        const line = this.line;
        if (first.length > FOLD) refuse(line, 'form', 'proof-long');
        const words = Lines.words(first, line);
        if (words[0] === '+') refuse(line, 'form', 'proof-form');
        const lines = words.map(() => line);
        let room = first.length;
        while (this.goesOn) {
            const s = this.physical();
            const more = Lines.words(s, this.line).slice(1);
            if (more.length === 0 || room + 1 + more[0].length <= FOLD || (s.length > FOLD && more.length > 1)) refuse(this.line, 'form', 'proof-fold');
            for (const w of more) {
                words.push(w);
                lines.push(this.line);
            }
            room = s.length;
        }
        return { line, words, lines };
    }
}

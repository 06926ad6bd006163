// The lines of a certificate: a keyword and words, folded as panel-1 §4.2 says.

export type Where = 'form' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6' | 'C7';
/** What a certificate is refused for: the first wrong line, and the check that fails there. */
export class Refusal {
    constructor(readonly line: number, readonly check: Where, readonly key: string) {}
}
export const refuse = (line: number, check: Where, key: string): never => {
    throw new Refusal(line, check, key);
};

const FOLD = 1024;
export const LONGEST = 65536;
const NOT_A_WORD = ' '; // stands where a line is folded otherwise than 4.2.1 says

/** A line with those that go on from it. */
export interface Line {
    line: number; // where the keyword stands
    last: number; // the last of them
    words: string[]; // the keyword first
    lines: number[]; // where each word stands
}

/** Where the word stands, or would stand. */
export const placeOf = (l: Line, word: number): number => l.lines[word] ?? l.last;

/** The line that begins at a place among the lines of a file. */
export function unfold(all: string[], from: number): Line {
    const l: Line = { line: from + 1, last: from + 1, words: [], lines: [] };
    const take = (words: string[], line: number): void => {
        for (const w of words) {
            l.words.push(w);
            l.lines.push(line);
        }
        l.last = line;
    };
    const wrong = (line: number): void => take([NOT_A_WORD], line);
    take(all[from].split(' '), from + 1);
    if (all[from].length > FOLD || l.words[0] === '+') wrong(from + 1);
    for (let i = from + 1; /^\+(?: |$)/.test(all[i] ?? ''); i++) {
        const words = all[i].split(' ').slice(1);
        if (words.length === 0 || all[i - 1].length + 1 + words[0].length <= FOLD || (all[i].length > FOLD && words.length > 1)) wrong(i + 1);
        take(words, i + 1);
    }
    return l;
}

// Writes src/core/forbidden.ts: the code points that draw-1 §1.8 forbids in Text, from the
// UnicodeData.txt of Unicode 15.0.0.   node tools/unicode.mjs /usr/share/unicode/UnicodeData.txt
import { readFileSync, writeFileSync } from 'node:fs';

const bad = new Uint8Array(0x110000).fill(1); // unassigned until seen
let first = -1;
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
    if (!line) continue;
    const [hex, name] = line.split(';');
    const at = parseInt(hex, 16);
    if (name.endsWith(', First>')) first = at;
    else if (name.endsWith(', Last>')) for (let i = first; i <= at; i++) bad[i] = 0;
    else bad[at] = 0;
}
const table = `0-1F 7F-9F A0 1680 2000-200A 202F 205F 3000 2028 2029 61C 200E 200F 202A-202E 2066-2069
AD 34F 115F 1160 17B4 17B5 180B-180F 200B-200D 2060-2065 206A-206F 3164 FE00-FE0F FEFF FFA0
FFF0-FFFB 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF 600-605 6DD 70F 890 891 8E2 110BD 110CD
13430-1343F FFFD E000-F8FF F0000-10FFFF D800-DFFF`;
for (const word of table.split(/\s+/)) {
    const [a, b = a] = word.split('-');
    for (let i = parseInt(a, 16); i <= parseInt(b, 16); i++) bad[i] = 1;
}
const words = [];
let at = 0;
let value = 0;
for (let i = 0; i <= 0x110000; i++) {
    if (i < 0x110000 && bad[i] === value) continue;
    words.push((i - at).toString(36));
    at = i;
    value ^= 1;
}
writeFileSync(new URL('../src/core/forbidden.ts', import.meta.url),
    `// Made by tools/unicode.mjs from Unicode 15.0.0. Lengths of runs of code points in base 36,
// allowed and forbidden (draw-1 §1.8) in turn, from U+0000 on.
export const RUNS =
    '${words.join(' ').replace(/(.{1,90})( |$)/g, "$1$2' +\n    '").replace(/' \+\n    '$/, "';")}
`);

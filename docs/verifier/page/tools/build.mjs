// Builds ../verify.html, or the file named: one page, its script and style inside, under a
// policy that lets neither run anything else nor reach any network.
import { buildSync, transformSync } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const page = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const hash = s => `'sha256-${createHash('sha256').update(s).digest('base64')}'`;
const fill = (s, name, value) => s.split(`{{${name}}}`).join(value);

const script = buildSync({
    absWorkingDir: page, entryPoints: ['src/ui/main.ts'], bundle: true, minify: true, format: 'iife', target: 'es2020', charset: 'utf8',
    mainFields: ['module', 'main'], legalComments: 'none', write: false, logLevel: 'error',
}).outputFiles[0].text.trim().replace(/<\/script/gi, '<\\/script');
const style = transformSync(readFileSync(resolve(page, 'src/ui/style.css'), 'utf8'), { loader: 'css', minify: true, charset: 'utf8' }).code.trim();
const csp = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;

let html = readFileSync(resolve(page, 'src/template.html'), 'utf8');
html = fill(html, 'CSP', csp);
html = fill(html, 'STYLE', style);
html = fill(html, 'SCRIPT', script);
const out = process.argv[2] ?? resolve(page, '../verify.html');
writeFileSync(out, html);
console.log(`${out}: ${Buffer.byteLength(html)} bytes, SHA-256 ${createHash('sha256').update(html).digest('hex')}`);

// The page's core over the folders of a list on standard input: see judge.py.
import { readFileSync } from 'node:fs';
import { load, verify } from '../../docs/verifier/page/test/common.mjs';

const answers = JSON.parse(readFileSync(0, 'utf8')).map(({ path, seal, keys, prior, receipt, opened }) => {
    const options = {};
    if (seal) options.seal = seal;
    if (keys) options.keys = new Map(Object.entries(keys));
    if (prior) options.prior = load(prior);
    if (opened) options.opened = load(opened);
    if (receipt) options.receipt = { name: receipt, bytes: new Uint8Array(readFileSync(receipt)) };
    return verify(load(path), options).checks.map(({ id, result, file, item }) => ({ id, result, file, item }));
});
process.stdout.write(JSON.stringify(answers));

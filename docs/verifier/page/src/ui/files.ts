// Files from a directory picker, from a choice of files, or dropped.
import { fromUtf8 } from '../core/bytes.ts';
import { isBundle, openBundle, type Folder } from '../core/folder.ts';
import type { Say } from '../core/say.ts';

export interface Given {
    folder: Folder;
    receipt: { name: string; bytes: Uint8Array } | null;
    inside: boolean; // a folder `public` of what was chosen
    bundled: boolean; // a bundle, with or without the file that it left out
    error?: Say;
}

interface Found { path: string; file: File | null }

async function bytesOf(f: File): Promise<Uint8Array> {
    return new Uint8Array(await f.arrayBuffer());
}

const BESIDE = ['roll.txt', 'ballots.txt', 'pool.txt'];
const OPENED = ['pool-open.txt', 'panel-proof.txt'];
/** Files that observers have, and none of a folder. */
export const isOpened = (g: Given): boolean => g.folder.has(OPENED[0]) && [...g.folder.keys()].every(n => OPENED.includes(n));

const most = (name: string): number => (BESIDE.includes(name) ? 2 ** 31 - 1 : 256 * 1024 * 1024);

async function gather(found: Found[], progress: (done: number, of: number) => void): Promise<Given> {
    // what stands in a folder has paths; its first part is the name of the folder
    let list = found.map(f => ({ ...f, parts: f.path.split('/') }));
    const deep = list.length > 0 && list.every(f => f.parts.length > 1 && f.parts[0] === list[0].parts[0]);
    if (deep) list = list.map(f => ({ ...f, parts: f.parts.slice(1) }));
    let inside = false;
    if (!list.some(f => f.parts.length === 1 && f.parts[0] === 'sums.txt') &&
        list.some(f => f.parts.length === 2 && f.parts[0] === 'public')) {
        inside = true;
        list = list.filter(f => f.parts[0] === 'public').map(f => ({ ...f, parts: f.parts.slice(1) }));
    }
    const given: Given = { folder: new Map(), receipt: null, inside, bundled: false };
    let done = 0;
    let opened: Folder | null = null;
    for (const f of list) {
        progress(done++, list.length);
        const name = f.parts[0];
        if (f.parts.length > 1 || !f.file || f.file.size > most(name)) {
            given.folder.set(name, { name, bytes: null }); // a folder, or too large
            continue;
        }
        const bytes = await bytesOf(f.file);
        if (!deep && isBundle(bytes)) {
            const b = openBundle(bytes);
            if (typeof b === 'number') return { ...given, error: { key: 'bad-bundle', p: [b] } };
            if (opened) return { ...given, error: { key: 'two-bundles' } };
            opened = b;
        } else if (!deep && isReceipt(bytes)) given.receipt = { name, bytes };
        else given.folder.set(name, { name, bytes });
    }
    return opened ? join(given, opened) : given;
}

export const isBeside = (g: Given): boolean => g.folder.size === 1 && BESIDE.some(n => g.folder.has(n));

/** A bundle and the one file that it may leave out (transcript-1 §19.4). */
function join(given: Given, opened: Folder): Given {
    const beside = [...given.folder.values()];
    for (const item of beside) {
        if (!BESIDE.includes(item.name)) return { ...given, error: { key: 'beside', p: [item.name] } };
        if (opened.has(item.name)) return { ...given, error: { key: 'beside-twice', p: [item.name] } };
        opened.set(item.name, item);
    }
    return { ...given, folder: opened, bundled: true };
}

export const isReceipt = (b: Uint8Array): boolean => (fromUtf8(b.subarray(0, 15)) ?? '') === 'urne/1 receipt\n';

export function chosen(files: FileList, progress: (done: number, of: number) => void): Promise<Given> {
    return gather([...files].map(f => ({ path: f.webkitRelativePath || f.name, file: f })), progress);
}

async function walk(entry: FileSystemEntry, path: string, out: Found[]): Promise<void> {
    if (entry.isFile) {
        const file = await new Promise<File>((ok, no) => (entry as FileSystemFileEntry).file(ok, no));
        out.push({ path, file });
        return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    let any = false;
    for (;;) {
        const some = await new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no));
        if (some.length === 0) break;
        any = true;
        for (const e of some) await walk(e, path + '/' + e.name, out);
    }
    if (!any) out.push({ path, file: null });
}

export async function dropped(data: DataTransfer, progress: (done: number, of: number) => void): Promise<Given> {
    const entries = [...data.items].map(i => i.webkitGetAsEntry()).filter((e): e is FileSystemEntry => e !== null);
    if (entries.length === 0) return chosen(data.files, progress);
    const out: Found[] = [];
    for (const e of entries) await walk(e, e.name, out);
    return gather(out, progress);
}

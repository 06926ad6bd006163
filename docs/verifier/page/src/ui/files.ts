// Files from a directory picker, from a choice of files, or dropped.
import { fromUtf8 } from '../core/bytes.ts';
import { isBundle, openBundle, type Folder } from '../core/folder.ts';

export interface Given {
    folder: Folder;
    receipt: { name: string; bytes: Uint8Array } | null;
    inside: boolean; // a folder `public` of what was chosen
    bundle: number; // the byte at which a bundle breaks, or -1
}

interface Found { path: string; file: File | null }

async function bytesOf(f: File): Promise<Uint8Array> {
    return new Uint8Array(await f.arrayBuffer());
}

const most = (name: string): number => (name === 'roll.txt' || name === 'ballots.txt' ? 2 ** 31 - 1 : 256 * 1024 * 1024);

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
    const given: Given = { folder: new Map(), receipt: null, inside, bundle: -1 };
    let done = 0;
    for (const f of list) {
        progress(done++, list.length);
        const name = f.parts[0];
        if (f.parts.length > 1 || !f.file) {
            given.folder.set(name, { name, bytes: null }); // a folder
            continue;
        }
        if (f.file.size > most(name)) {
            given.folder.set(name, { name, bytes: null });
            continue;
        }
        const bytes = await bytesOf(f.file);
        if (!deep && isBundle(bytes)) {
            const opened = openBundle(bytes);
            if (typeof opened === 'number') given.bundle = opened;
            else for (const [n, item] of opened) given.folder.set(n, item);
        } else if (!deep && isReceipt(bytes)) given.receipt = { name, bytes };
        else given.folder.set(name, { name, bytes });
    }
    return given;
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

// Results that cost much and depend on bytes alone: kept by those bytes, for whoever verifies
// again, or many folders in one process.

const MOST = 1 << 16;

export class Memo<T> {
    static made = 0; // results made, not found, by all of them
    private readonly known = new Map<string, T>();

    get(key: string, make: () => T): T {
        let v = this.known.get(key);
        if (v === undefined) {
            v = make();
            Memo.made++;
            if (this.known.size === MOST) this.known.clear();
            this.known.set(key, v);
        }
        return v;
    }
}

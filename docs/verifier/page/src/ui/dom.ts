// The page is built from elements and text nodes alone: what files say is never markup.
import { t } from './strings.ts';

export type Child = Node | string | null | false;
type Attributes = Record<string, string | boolean | ((e: Event) => void) | null>;

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes)) {
        if (typeof v === 'function') e.addEventListener(k, v);
        else if (v === true) e.setAttribute(k, '');
        else if (typeof v === 'string') e.setAttribute(k, v);
    }
    for (const c of children) if (c) e.append(c);
    return e;
}

const SVG = 'http://www.w3.org/2000/svg';
const SHAPES = {
    PASS: 'M5 12.5l4.5 4.5L19 7.5',
    FAIL: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
    'NOT-CHECKED': 'M6 12h12',
    info: 'M12 11v6M12 7v.5',
};

/** An icon beside a word that says the same. */
export function icon(shape: keyof typeof SHAPES): SVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('class', 'icon');
    const disc = document.createElementNS(SVG, 'circle');
    disc.setAttribute('cx', '12');
    disc.setAttribute('cy', '12');
    disc.setAttribute('r', '11');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', SHAPES[shape]);
    svg.append(disc, path);
    return svg;
}

/** A table with a caption, heads of columns, and cells that carry their head for narrow pages. */
export function table(caption: string, heads: string[], rows: Child[][], rowHead = 0): HTMLElement {
    return el('table', {}, el('caption', {}, caption),
        el('thead', {}, el('tr', {}, ...heads.map(h => el('th', { scope: 'col' }, h)))),
        el('tbody', {}, ...rows.map(r => el('tr', {}, ...r.map((c, i) =>
            i === rowHead ? el('th', { scope: 'row', 'data-head': t('head', heads[i]) }, c) : el('td', { 'data-head': t('head', heads[i]) }, c))))));
}

export function section(id: string, title: string, ...children: Child[]): HTMLElement {
    return el('section', { id, 'aria-labelledby': id + '-title' }, el('h2', { id: id + '-title', tabindex: '-1' }, title), ...children);
}

export function withClass(c: string, e: HTMLElement): HTMLElement {
    e.className = c;
    return e;
}

export function picker(id: string, label: string, attributes: Record<string, string | boolean>, took: (f: FileList) => void, primary = false): HTMLElement {
    const input = el('input', { type: 'file', id, ...attributes, change: e => {
        const files = (e.target as HTMLInputElement).files;
        if (files && files.length > 0) took(files);
    } });
    return el('span', { class: primary ? 'picker primary' : 'picker' }, input, el('label', { for: id }, label));
}

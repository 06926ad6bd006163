// What is said about a check: a key of the table of strings, and what fills it.
export interface Say {
    key: string;
    p?: (string | number)[];
}

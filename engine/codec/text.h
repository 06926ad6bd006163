/* codec/text: the encodings and the characters that a value may have.
 *
 * A value is UTF-8 in normal form NFC, on one line, made of characters that can be
 * seen: what a person reads is what is hashed (draw-1, "Canonical values"). Nothing
 * here repairs: an offending byte is refused with its place. */
#ifndef URNE_CODEC_TEXT_H
#define URNE_CODEC_TEXT_H

#include "base/err.h"

typedef enum urne_encoding {
    URNE_ENCODING_UTF8 = 0,
    URNE_ENCODING_BOM = 1, /* UTF-8 behind a byte order mark */
    URNE_ENCODING_CP1252 = 2
} urne_encoding;

/* "UTF-8", "UTF-8 with BOM", "Windows-1252". */
const char *urne_encoding_name(urne_encoding encoding);

/* Strict UTF-8 (no overlong form, surrogate or value above U+10FFFF); a fault has the
 * line and column of the first byte of the first bad sequence. */
URNE_MUST_USE urne_code urne_text_utf8(urne_str bytes, const char *file, urne_err *err);

/* The text of a file as UTF-8 without BOM. `out` borrows `bytes` unless they had to
 * be transcoded. Windows-1252 is read only where nothing else is possible: no valid
 * multi-byte UTF-8 sequence in the whole file and none of its five undefined bytes. */
URNE_MUST_USE urne_code urne_text_decode(urne_str *out, urne_encoding *encoding,
                                         urne_arena *arena, urne_str bytes,
                                         const char *file, urne_err *err);

/* Whether the well-formed UTF-8 `s` is a value: URNE_OK, or the fault, its byte offset
 * and its code point. Refused: Cc, Zl, Zp, spaces other than U+0020, Cf and every other
 * default-ignorable character, Co, Cn, U+FFFD, and text that is not NFC (there the
 * offset is the first character that NFC would change). */
urne_code urne_text_fault(urne_str s, size_t *offset, uint32_t *point);

/* The same as a fault at the place `at` of the first byte of s: the offset is added
 * to its column. */
URNE_MUST_USE urne_code urne_text_check(urne_str s, urne_place at, urne_err *err);

/* Records the fault that urne_text_fault found, at its exact place. */
urne_code urne_text_refuse(urne_code code, uint32_t point, urne_place at,
                           urne_err *err);

/* Writes s to `to` (room for s.n bytes, may be s.p) without U+0020 at its ends and
 * with every run of U+0020 as one. Returns the length: less than s.n exactly when
 * something was left out. */
size_t urne_text_tidy(char *to, urne_str s);

/* Well-formed UTF-8 with every letter in its small form, character by character: how
 * names are compared where capitals say nothing. `to` has room for 2 s.n bytes and is
 * not s.p; returns the length. */
size_t urne_text_small_to(char *to, urne_str s);

/* The same as a copy in the arena. */
urne_str urne_text_small(urne_arena *arena, urne_str s);

#endif

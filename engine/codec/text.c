#include "codec/text.h"

#include <stdlib.h>
#include <utf8proc.h>

const char *urne_encoding_name(urne_encoding encoding)
{
    static const char *const names[] = {"UTF-8", N_("UTF-8 with BOM"), "Windows-1252"};
    return names[encoding];
}

/* ---- UTF-8 ---- */

/* Length of the well-formed sequence at p, 0 when there is none. The ranges are the
 * rows of table 3-7 of the Unicode standard. */
static size_t sequence(const unsigned char *p, size_t left)
{
    unsigned char lo = 0x80, hi = 0xBF;
    size_t n;
    if (p[0] < 0x80) {
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) {
        return 0;
    }
    n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (p[0] == 0xE0) {
        lo = 0xA0;
    } else if (p[0] == 0xED) {
        hi = 0x9F;
    } else if (p[0] == 0xF0) {
        lo = 0x90;
    } else if (p[0] == 0xF4) {
        hi = 0x8F;
    }
    if (left < n || p[1] < lo || p[1] > hi) {
        return 0;
    }
    for (size_t i = 2; i < n; i++) {
        if (p[i] < 0x80 || p[i] > 0xBF) {
            return 0;
        }
    }
    return n;
}

/* Offset of the first byte that begins no well-formed sequence, or s.n. */
static size_t utf8_end(urne_str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    while (i < s.n) {
        uint64_t eight;
        if (s.n - i >= sizeof eight) {
            memcpy(&eight, p + i, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        size_t n = sequence(p + i, s.n - i);
        if (n == 0) {
            return i;
        }
        i += n;
    }
    return s.n;
}

static urne_place place_of(urne_str bytes, size_t offset, const char *file)
{
    urne_place at = {.file = file, .line = 1, .column = 1};
    for (size_t i = 0; i < offset; i++) {
        at.column++;
        if (bytes.p[i] == '\n') {
            at.line++;
            at.column = 1;
        }
    }
    return at;
}

enum { SHOWN_POINT = 12 };

static const char *hex_of(char buf[SHOWN_POINT], const char *prefix, size_t digits,
                          uint32_t v)
{
    static const char digit[] = "0123456789ABCDEF";
    while (digits < 6 && v >> (4 * digits) != 0) {
        digits++;
    }
    memcpy(buf, prefix, 2);
    for (size_t i = 0; i < digits; i++) {
        buf[2 + i] = digit[v >> (4 * (digits - 1 - i)) & 15];
    }
    buf[2 + digits] = '\0';
    return buf;
}

static urne_code bad_byte(urne_code code, urne_str bytes, size_t offset,
                          const char *file, urne_err *err)
{
    char shown[SHOWN_POINT];
    unsigned char byte = (unsigned char)bytes.p[offset];
    return urne_fail(err, code, place_of(bytes, offset, file),
                     hex_of(shown, "0x", 2, byte), NULL);
}

urne_code urne_text_utf8(urne_str bytes, const char *file, urne_err *err)
{
    size_t end = utf8_end(bytes);
    return end == bytes.n ? URNE_OK : bad_byte(URNE_E_TEXT_UTF8, bytes, end, file, err);
}

/* ---- Windows-1252 ---- */

/* The characters of bytes 80 to 9F; 0 where Windows-1252 defines none. */
static const uint16_t cp1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static bool has_multibyte(urne_str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    for (size_t i = 0; i < s.n; i++) {
        if (p[i] >= 0x80 && sequence(p + i, s.n - i) != 0) {
            return true;
        }
    }
    return false;
}

static urne_str from_cp1252(urne_arena *arena, urne_str s)
{
    size_t high = 0, n = 0;
    for (size_t i = 0; i < s.n; i++) {
        high += (unsigned char)s.p[i] >> 7;
    }
    char *to = urne_arena_alloc(arena, s.n + 2 * high + 1);
    for (size_t i = 0; i < s.n; i++) {
        unsigned byte = (unsigned char)s.p[i];
        uint32_t c = byte < 0x80 || byte > 0x9F ? byte : cp1252[byte - 0x80];
        if (c < 0x80) {
            to[n++] = (char)c;
        } else if (c < 0x800) {
            to[n++] = (char)(0xC0 | c >> 6);
            to[n++] = (char)(0x80 | (c & 0x3F));
        } else {
            to[n++] = (char)(0xE0 | c >> 12);
            to[n++] = (char)(0x80 | (c >> 6 & 0x3F));
            to[n++] = (char)(0x80 | (c & 0x3F));
        }
    }
    return (urne_str){to, n};
}

/* Files that are no text at all, but that people do give. */
static urne_code refuse_foreign(urne_str bytes, const char *file, urne_err *err)
{
    if (urne_str_starts(bytes, "\xFF\xFE") || urne_str_starts(bytes, "\xFE\xFF")) {
        return urne_fail(err, URNE_E_TEXT_UTF16, URNE_IN(file), NULL);
    }
    if (urne_str_starts(bytes, "PK\x03\x04") || urne_str_starts(bytes, "%PDF-") ||
        urne_str_starts(bytes, "\xD0\xCF\x11\xE0")) {
        return urne_fail(err, URNE_E_TEXT_BINARY, URNE_IN(file), NULL);
    }
    return URNE_OK;
}

urne_code urne_text_decode(urne_str *out, urne_encoding *encoding, urne_arena *arena,
                           urne_str bytes, const char *file, urne_err *err)
{
    URNE_TRY(refuse_foreign(bytes, file, err));
    if (urne_str_starts(bytes, "\xEF\xBB\xBF")) {
        *encoding = URNE_ENCODING_BOM;
        *out = urne_str_slice(bytes, 3, bytes.n);
        return urne_text_utf8(*out, file, err);
    }
    size_t end = utf8_end(bytes);
    if (end == bytes.n) {
        *encoding = URNE_ENCODING_UTF8;
        *out = bytes;
        return URNE_OK;
    }
    if (has_multibyte(bytes)) {
        return bad_byte(URNE_E_TEXT_UTF8, bytes, end, file, err);
    }
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned byte = (unsigned char)bytes.p[i];
        if (byte >= 0x80 && byte <= 0x9F && cp1252[byte - 0x80] == 0) {
            return bad_byte(URNE_E_TEXT_CP1252, bytes, i, file, err);
        }
    }
    *encoding = URNE_ENCODING_CP1252;
    *out = from_cp1252(arena, bytes);
    return URNE_OK;
}

/* ---- characters ---- */

/* The character at p, which begins a well-formed sequence. */
static uint32_t point_at(const unsigned char *p, size_t *n)
{
    *n = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t c = *n == 1 ? p[0] : p[0] & (0x7FU >> *n);
    for (size_t i = 1; i < *n; i++) {
        c = c << 6 | (p[i] & 0x3FU);
    }
    return c;
}

static urne_code category_fault(uint32_t c)
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)c);
    if (c == 0xFFFD) {
        return URNE_E_TEXT_LOST;
    }
    if (property->category == UTF8PROC_CATEGORY_CC ||
        property->category == UTF8PROC_CATEGORY_ZL ||
        property->category == UTF8PROC_CATEGORY_ZP) {
        return URNE_E_TEXT_CONTROL;
    }
    if (property->category == UTF8PROC_CATEGORY_ZS) {
        return URNE_E_TEXT_NBSP;
    }
    if (property->category == UTF8PROC_CATEGORY_CO ||
        (property->category == UTF8PROC_CATEGORY_CN && !property->ignorable)) {
        return URNE_E_TEXT_PRIVATE;
    }
    if (property->category == UTF8PROC_CATEGORY_CF || property->ignorable) {
        return URNE_E_TEXT_INVISIBLE;
    }
    return URNE_OK;
}

static urne_code point_fault(uint32_t c)
{
    if (c < 0x300) {
        /* Every other character below U+0300 is assigned and can be seen. */
        return c < 0x20 || (c >= 0x7F && c < 0xA0) ? URNE_E_TEXT_CONTROL
               : c == 0xA0                         ? URNE_E_TEXT_NBSP
               : c == 0xAD                         ? URNE_E_TEXT_INVISIBLE
                                                   : URNE_OK;
    }
    return category_fault(c);
}

/* Offset of the first character that NFC changes, or s.n. */
static size_t nfc_end(urne_str s)
{
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &nfc,
                     (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (n < 0) {
        urne_out_of_memory();
    }
    size_t same = 0, end = (size_t)n;
    while (same < s.n && same < end && (unsigned char)s.p[same] == nfc[same]) {
        same++;
    }
    free(nfc);
    if (same == s.n && same == end) {
        return s.n;
    }
    while (same > 0 && (same == s.n || ((unsigned char)s.p[same] & 0xC0) == 0x80)) {
        same--;
    }
    return same;
}

/* True when every byte is in 0x20..0x7E; eight at a time, as nearly every value of a
 * roll passes here. A byte x < 0x80 sets its high bit in x - 0x20 when it is smaller,
 * and in x + 1 when it is 0x7F; a borrow or carry from another byte only arises where
 * some byte is bad anyway. */
static bool plain_ascii(urne_str s)
{
    const uint64_t ones = 0x0101010101010101U;
    uint64_t bad = 0, eight;
    size_t i = 0;
    for (; s.n - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, s.p + i, sizeof eight);
        bad |= eight | (eight - ones * 0x20) | (eight + ones);
    }
    for (; i < s.n; i++) {
        unsigned c = (unsigned char)s.p[i];
        bad |= c >= 0x20 && c < 0x7F ? 0 : 0x80;
    }
    return (bad & ones * 0x80) == 0;
}

urne_code urne_text_fault(urne_str s, size_t *offset, uint32_t *point)
{
    const unsigned char *p = (const unsigned char *)s.p;
    if (plain_ascii(s)) {
        return URNE_OK;
    }
    uint32_t largest = 0;
    for (size_t i = 0, n; i < s.n; i += n) {
        *point = point_at(p + i, &n);
        *offset = i;
        urne_code code = point_fault(*point);
        if (code != URNE_OK) {
            return code;
        }
        largest = *point > largest ? *point : largest;
    }
    /* Characters below U+0300 never compose with one another. */
    if (largest < 0x300) {
        return URNE_OK;
    }
    *offset = nfc_end(s);
    *point = 0;
    return *offset == s.n ? URNE_OK : URNE_E_TEXT_NFC;
}

urne_code urne_text_refuse(urne_code code, uint32_t point, urne_place at, urne_err *err)
{
    char shown[SHOWN_POINT];
    return urne_fail(err, code, at, hex_of(shown, "U+", 4, point), NULL);
}

urne_code urne_text_check(urne_str s, urne_place at, urne_err *err)
{
    size_t offset;
    uint32_t point;
    urne_code code = urne_text_fault(s, &offset, &point);
    if (code == URNE_OK) {
        return URNE_OK;
    }
    at.column += offset;
    return urne_text_refuse(code, point, at, err);
}

size_t urne_text_tidy(char *to, urne_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' || (n > 0 && to[n - 1] != ' ')) {
            to[n++] = s.p[i];
        }
    }
    return n > 0 && to[n - 1] == ' ' ? n - 1 : n;
}

size_t urne_text_small_to(char *to, urne_str s)
{
    /* A character of one byte stays one, of two or more grows by one at most. */
    size_t used = 0;
    for (size_t i = 0, n; i < s.n; i += n) {
        uint32_t c = point_at((const unsigned char *)s.p + i, &n);
        utf8proc_int32_t small = utf8proc_tolower((utf8proc_int32_t)c);
        used += (size_t)utf8proc_encode_char(small, (utf8proc_uint8_t *)to + used);
    }
    return used;
}

urne_str urne_text_small(urne_arena *arena, urne_str s)
{
    char *to = urne_arena_alloc(arena, 2 * s.n + 1);
    return (urne_str){to, urne_text_small_to(to, s)};
}

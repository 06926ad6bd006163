#include "base/decimal.h"

/* Cuts the digits off the front of *s. */
static urne_str digits(urne_str *s)
{
    size_t n = 0;
    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9') {
        n++;
    }
    urne_str out = {s->p, n};
    *s = (urne_str){s->p + n, s->n - n};
    return out;
}

/* The digits before and behind the point; false when the text is no decimal. */
static bool split(urne_str text, urne_str *whole, urne_str *part)
{
    *whole = digits(&text);
    *part = (urne_str){"", 0};
    if (whole->n == 0) {
        return false;
    }
    if (text.n > 0 && text.p[0] == '.') {
        text = (urne_str){text.p + 1, text.n - 1};
        *part = digits(&text);
        if (part->n == 0) {
            return false;
        }
    }
    while (part->n > 0 && part->p[part->n - 1] == '0') {
        part->n--;
    }
    return text.n == 0;
}

int urne_decimal_places(urne_str text)
{
    urne_str whole, part;
    /* A text is shorter than an int can count. */
    return split(text, &whole, &part) && part.n < 1024 ? (int)part.n : -1;
}

static bool append(uint64_t *v, urne_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        /* URNE_INT_MAX * 10 + 9 fits in 64 bits. */
        *v = *v * 10 + (uint64_t)(s.p[i] - '0');
        if (*v >= URNE_INT_MAX) {
            return false;
        }
    }
    return true;
}

bool urne_decimal_read(urne_str text, unsigned places, uint64_t *out)
{
    static const char zeros[URNE_PLACES_MAX + 1] = "000000000";
    urne_str whole, part;
    uint64_t v = 0;
    if (places > URNE_PLACES_MAX || !split(text, &whole, &part) || part.n > places) {
        return false;
    }
    urne_str rest = {zeros, places - part.n};
    if (!append(&v, whole) || !append(&v, part) || !append(&v, rest)) {
        return false;
    }
    *out = v;
    return true;
}

void urne_decimal_put(urne_buf *buf, uint64_t amount, unsigned places)
{
    uint64_t unit = 1;
    for (unsigned i = 0; i < places; i++) {
        unit *= 10;
    }
    urne_buf_addu(buf, amount / unit);
    uint64_t part = amount % unit;
    if (part == 0) {
        return;
    }
    urne_buf_addc(buf, '.');
    for (unit /= 10; unit > 0; unit /= 10) {
        urne_buf_addc(buf, (char)('0' + part / unit % 10));
    }
}

const char *urne_decimal_z(urne_arena *arena, uint64_t amount, unsigned places)
{
    urne_buf buf = urne_buf_new(arena, 32);
    urne_decimal_put(&buf, amount, places);
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

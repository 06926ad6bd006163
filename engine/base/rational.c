#include "base/rational.h"

const char *urne_rational_text(urne_arena *arena, mpq_srcptr q)
{
    size_t room =
        mpz_sizeinbase(mpq_numref(q), 10) + mpz_sizeinbase(mpq_denref(q), 10) + 3;
    char *z = urne_arena_alloc(arena, room);
    return mpq_get_str(z, 10, q);
}

static const char *text_of(urne_arena *arena, mpq_t q)
{
    mpq_canonicalize(q);
    return urne_rational_text(arena, q);
}

static void read(mpq_t q, const char *fraction)
{
    if (mpq_set_str(q, fraction, 10) != 0 || mpz_sgn(mpq_denref(q)) == 0) {
        urne_bug("a fraction of ours that is none");
    }
}

const char *urne_rational_of(urne_arena *arena, urne_wide num, uint64_t den)
{
    mpq_t q;
    mpq_init(q);
    const uint64_t limbs[2] = {(uint64_t)num, (uint64_t)(num >> 64)};
    mpz_import(mpq_numref(q), 2, -1, sizeof *limbs, 0, 0, limbs);
    mpz_set_ui(mpq_denref(q), den);
    const char *text = text_of(arena, q);
    mpq_clear(q);
    return text;
}

const char *urne_rational_over(urne_arena *arena, const char *fraction, uint64_t by)
{
    mpq_t q;
    mpq_init(q);
    read(q, fraction);
    mpz_mul_ui(mpq_denref(q), mpq_denref(q), by);
    const char *text = text_of(arena, q);
    mpq_clear(q);
    return text;
}

static uint64_t whole_of(const char *fraction, bool up)
{
    mpq_t q;
    mpq_init(q);
    read(q, fraction);
    if (up) {
        mpz_cdiv_q(mpq_numref(q), mpq_numref(q), mpq_denref(q));
    } else {
        mpz_fdiv_q(mpq_numref(q), mpq_numref(q), mpq_denref(q));
    }
    uint64_t whole =
        mpz_fits_ulong_p(mpq_numref(q)) != 0 ? mpz_get_ui(mpq_numref(q)) : UINT64_MAX;
    mpq_clear(q);
    return whole;
}

uint64_t urne_rational_floor(const char *fraction)
{
    return whole_of(fraction, false);
}

uint64_t urne_rational_ceil(const char *fraction)
{
    return whole_of(fraction, true);
}

uint64_t urne_power_of_ten(unsigned places)
{
    uint64_t v = 1;
    for (unsigned i = 0; i < places; i++) {
        v *= 10;
    }
    return v;
}

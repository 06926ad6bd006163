#include "ceremony/lists.h"

#include "codec/csv.h"

#define BOM "\xEF\xBB\xBF"

static void row_end(urne_buf *buf)
{
    buf->n--; /* the separator behind the last field */
    urne_buf_addz(buf, "\r\n");
}

/* A spreadsheet would run what begins like a formula; an apostrophe makes it a text. */
static void put(urne_buf *buf, urne_str field)
{
    if (field.n > 0 && memchr("=+-@", field.p[0], 4) != NULL) {
        urne_buf quoted = urne_buf_new(buf->arena, field.n + 1);
        urne_buf_addc(&quoted, '\'');
        urne_buf_add(&quoted, field);
        field = urne_buf_str(&quoted);
    }
    urne_csv_put(buf, field, ';');
    urne_buf_addc(buf, ';');
}

static void put_field(urne_buf *buf, const urne_listed *p, const char *field)
{
    put(buf, urne_index_value(&p->row, urne_str_of(field)));
}

static const char *const person_fields[] = {
    "birth-name", "usage-name", "given-names", "birth-date", "birth-place",
    "sex",        "commune",    "bureau",      "street-no",  "street",
    "extra1",     "extra2",     "locality",    "postcode",   "city"};
enum { PERSON_FIELDS = sizeof person_fields / sizeof *person_fields };

urne_str urne_list_write(urne_arena *arena, const urne_listed *people, size_t n,
                         urne_pass pass)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, BOM "pos;number;stratum;stratum-label;");
    for (size_t f = 0; f < PERSON_FIELDS; f++) {
        urne_buf_addz(&buf, person_fields[f]);
        urne_buf_addc(&buf, ';');
    }
    urne_buf_addz(&buf, "ticket\r\n");
    for (size_t i = 0; i < n; i++) {
        const urne_listed *p = &people[i];
        if (p->pass != pass) {
            continue;
        }
        put(&buf, urne_str_of(URNE_DEC(p->pos)));
        put(&buf, urne_str_of(URNE_DEC(p->number)));
        put(&buf, urne_str_of(URNE_DEC(p->stratum)));
        put(&buf, p->stratum_label);
        for (size_t f = 0; f < PERSON_FIELDS; f++) {
            put_field(&buf, p, person_fields[f]);
        }
        put(&buf, urne_hex_str(&p->ticket));
        row_end(&buf);
    }
    return urne_buf_str(&buf);
}

/* Two values with one space between them where both are there. */
static urne_str joined(urne_arena *arena, urne_str a, urne_str b)
{
    urne_buf buf = urne_buf_new(arena, a.n + b.n + 1);
    urne_buf_add(&buf, a);
    if (a.n > 0 && b.n > 0) {
        urne_buf_addc(&buf, ' ');
    }
    urne_buf_add(&buf, b);
    return urne_buf_str(&buf);
}

/* 31204 as "31 204". */
static urne_str grouped(urne_arena *arena, uint64_t v)
{
    char dec[URNE_DEC_MAX];
    urne_str digits = urne_str_of(urne_dec(dec, v));
    urne_buf buf = urne_buf_new(arena, (size_t)2 * URNE_DEC_MAX);
    for (size_t i = 0; i < digits.n; i++) {
        if (i > 0 && (digits.n - i) % 3 == 0) {
            urne_buf_addc(&buf, ' ');
        }
        urne_buf_addc(&buf, digits.p[i]);
    }
    return urne_buf_str(&buf);
}

static urne_str value(const urne_listed *p, const char *field)
{
    return urne_index_value(&p->row, urne_str_of(field));
}

static void put_invite(urne_buf *buf, urne_arena *arena, const urne_listed *p)
{
    char code[URNE_PAPER_MAX];
    urne_str sex = value(p, "sex");
    urne_str city = value(p, "city").n > 0 ? value(p, "city") : value(p, "commune");
    put(buf, urne_str_of(p->pass == URNE_PASS_MEMBERS ? "titulaire" : "suppléant"));
    put(buf, urne_str_of(urne_str_is(sex, "F")   ? "Madame"
                         : urne_str_is(sex, "M") ? "Monsieur"
                                                 : ""));
    put(buf, value(p, "given-names"));
    put(buf, value(p, "birth-name"));
    put(buf, value(p, "usage-name"));
    put(buf, value(p, "extra1"));
    put(buf, value(p, "extra2"));
    put(buf, joined(arena, value(p, "street-no"), value(p, "street")));
    put(buf, value(p, "locality"));
    put(buf, value(p, "postcode"));
    put(buf, city);
    put(buf, joined(arena, value(p, "postcode"), city));
    put(buf, value(p, "country"));
    put(buf, grouped(arena, p->number));
    urne_paper_code(code, &p->salt);
    put(buf, urne_str_of(code));
    row_end(buf);
}

urne_str urne_invites_write(urne_arena *arena, const urne_listed *people, size_t n)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, BOM "Role;Civilite;Prenoms;Nom;NomUsage;Adresse1;Adresse2;"
                            "Adresse3;Adresse4;CodePostal;Ville;LigneVille;Pays;"
                            "NumeroParticipation;CodeRecepisse\r\n");
    for (size_t i = 0; i < n; i++) {
        put_invite(&buf, arena, &people[i]);
    }
    return urne_buf_str(&buf);
}

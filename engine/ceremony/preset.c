#include "ceremony/preset.h"

#include "base/day.h"

/* What a preset fixes: defaults of the words, then JSON with @ where `on` goes. */
typedef struct preset {
    const char *name, *title, *seats, *substitutes;
    const char *rest;
} preset;

/* The jury's rule (art. 256 and following of the code de procédure pénale, cited as
 * data since the code is renumbered from 2029): 23 in the year after the draw, so the
 * year alone decides when `on` is a 31 December. */
static const preset presets[] = {
    {"nancy", "Assemblée citoyenne", "50", "15",
     "  \"roll\": { \"format\": \"auto\" },\n"
     "  \"eligible\": { \"age\": 18, \"on\": \"@\",\n"
     "                \"lists\": [\"principale\", \"municipale\"] },\n"
     "  \"strata\": [ { \"field\": \"sex\" },\n"
     "              { \"field\": \"birth-date\", \"bands\": [18, 25, 35, 50, 65, 75] } "
     "],\n"
     "  \"draw\": { \"seats\": %, \"substitutes\": $, \"allocation\": \"balanced\",\n"
     "            \"chains\": [[\"sex\"], [\"birth-date\"]],\n"
     "            \"unique\": [\"household\"], \"replace\": \"ticket-order\" },\n"
     "  \"sources\": [ { \"dice\": 24 } ],\n"
     "  \"kmin\": 20\n"},
    {"epci", "Assemblée citoyenne de la communauté", "50", "15",
     "  \"roll\": { \"format\": \"auto\" },\n"
     "  \"eligible\": { \"age\": 18, \"on\": \"@\",\n"
     "                \"lists\": [\"principale\", \"municipale\"] },\n"
     "  \"strata\": [ { \"field\": \"commune\" }, { \"field\": \"sex\" } ],\n"
     "  \"draw\": { \"seats\": %, \"substitutes\": $, \"allocation\": \"balanced\",\n"
     "            \"chains\": [[\"commune\"], [\"sex\"]],\n"
     "            \"unique\": [\"household\"], \"replace\": \"ticket-order\" },\n"
     "  \"sources\": [ { \"dice\": 24 } ],\n"
     "  \"kmin\": 5\n"},
    {"jury-assises", "Liste préparatoire du jury d'assises", NULL, "0",
     "  \"//law\": \"CPP 255 à 267; liste principale; 23 ans dans l'année civile qui "
     "suit\",\n"
     "  \"roll\": { \"format\": \"auto\" },\n"
     "  \"eligible\": { \"age\": 23, \"on\": \"@\", \"lists\": [\"principale\"] },\n"
     "  \"draw\": { \"seats\": %, \"substitutes\": $, \"allocation\": \"hamilton\",\n"
     "            \"replace\": \"ticket-order\" },\n"
     "  \"sources\": [ { \"dice\": 24 } ],\n"
     "  \"kmin\": 1\n"},
    {"volunteers", "Tirage au sort parmi les volontaires", "50", "15",
     "  \"roll\": { \"format\": \"csv\" },\n"
     "  \"eligible\": { \"age\": 16, \"on\": \"@\" },\n"
     "  \"strata\": [ { \"field\": \"sex\" } ],\n"
     "  \"draw\": { \"seats\": %, \"substitutes\": $, \"allocation\": \"balanced\",\n"
     "            \"replace\": \"ticket-order\" },\n"
     "  \"sources\": [ { \"dice\": 24 } ],\n"
     "  \"kmin\": 5\n"}};

/* A JSON string; the text is well-formed, so only quotes and backslashes escape. */
static void put_string(urne_buf *buf, const char *text)
{
    urne_buf_addc(buf, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            urne_buf_addc(buf, '\\');
        }
        urne_buf_addc(buf, *text);
    }
    urne_buf_addc(buf, '"');
}

static urne_code number(const char *typed, const char *fallback, const char *option,
                        const char **out, urne_err *err)
{
    uint64_t v;
    *out = typed != NULL ? typed : fallback;
    if (*out == NULL) {
        return urne_fail(err, URNE_E_USE_MISSING, URNE_NOWHERE, option, "init", NULL);
    }
    if (!urne_str_u64(urne_str_of(*out), URNE_INT_MAX - 1, &v)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, *out, option,
                         N_("a whole number is needed"), NULL);
    }
    return URNE_OK;
}

urne_code urne_preset_write(urne_str *out, urne_arena *arena,
                            const urne_init_options *o, urne_err *err)
{
    const preset *p = NULL;
    const char *seats, *substitutes;
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        p = strcmp(presets[i].name, o->preset) == 0 ? &presets[i] : p;
    }
    if (p == NULL) {
        return urne_fail(err, URNE_E_SEAL_PRESET, URNE_NOWHERE, o->preset, NULL);
    }
    if (o->body == NULL || o->on == NULL) {
        return urne_fail(err, URNE_E_USE_MISSING, URNE_NOWHERE,
                         o->body == NULL ? "--body" : "--on", "init", NULL);
    }
    if (!urne_day_exists(urne_str_of(o->on))) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->on, "--on",
                         N_("a day is written 2026-10-05"), NULL);
    }
    URNE_TRY(number(o->seats, p->seats, "--seats", &seats, err));
    URNE_TRY(
        number(o->substitutes, p->substitutes, "--substitutes", &substitutes, err));
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, "{\n  \"urne\": \"rules/1\",\n  \"body\": ");
    put_string(&buf, o->body);
    urne_buf_addz(&buf, ",\n  \"title\": ");
    put_string(&buf, o->title != NULL ? o->title : p->title);
    urne_buf_addz(&buf, ",\n");
    for (const char *c = p->rest; *c != '\0'; c++) {
        if (*c == '@') {
            urne_buf_addz(&buf, o->on);
        } else if (*c == '%') {
            urne_buf_addz(&buf, seats);
        } else if (*c == '$') {
            urne_buf_addz(&buf, substitutes);
        } else {
            urne_buf_addc(&buf, *c);
        }
    }
    urne_buf_addz(&buf, "}\n");
    *out = urne_buf_str(&buf);
    return URNE_OK;
}

#include "ceremony/contribute.h"
#include "ceremony/settings.h"

#include "base/day.h"
#include "codec/note.h"
#include "urne/transcript.h"

#define COMMITMENTS "contributions.txt"
#define OPENINGS    "openings.txt"

enum { LIST_MAX = 1 << 20, SECRET_MAX = 4096, PARTY_MAX = 16 };
enum { ID_HEX = 32, SIGNATURE_HEX = 2 * URNE_BEACON_BYTES };

static urne_str commitment_of(urne_arena *arena, urne_str ceremony, urne_str party,
                              urne_str secret)
{
    urne_hex hex = urne_to_hex(
        urne_hash_fields(4, URNE_STR("urne/1 contrib"), ceremony, party, secret));
    return urne_str_dup(arena, urne_hex_str(&hex));
}

/* ---- the private lists ---- */

static urne_code read_list(urne_str *out, const urne_dossier *d, const char *name,
                           urne_err *err)
{
    const char *path = urne_dossier_private(d, name);
    *out = (urne_str){"", 0};
    return urne_file_exists(path)
               ? urne_file_read_plain(out, d->arena, path, LIST_MAX, err)
               : URNE_OK;
}

static urne_str find_in(urne_str list, urne_str party)
{
    urne_str line, name;
    while (list.n > 0 && urne_str_cut(&list, '\n', &line)) {
        if (urne_str_cut(&line, ' ', &name) && urne_str_eq(name, party)) {
            return line;
        }
    }
    return (urne_str){"", 0};
}

static urne_code add_to(const urne_dossier *d, const char *name, urne_str list,
                        urne_str party, urne_str hex, urne_err *err)
{
    urne_buf buf = urne_buf_new(d->arena, list.n + 128);
    urne_buf_add(&buf, list);
    urne_buf_add(&buf, party);
    urne_buf_addc(&buf, ' ');
    urne_buf_add(&buf, hex);
    urne_buf_addc(&buf, '\n');
    const urne_write w = {.path = urne_dossier_private(d, name),
                          .bytes = urne_buf_str(&buf),
                          .secret = true};
    return urne_files_write(&w, 1, err);
}

urne_code urne_opening_find(urne_str *out, const urne_dossier *d, urne_str party,
                            urne_err *err)
{
    urne_str list;
    URNE_TRY(read_list(&list, d, OPENINGS, err));
    *out = find_in(list, party);
    return URNE_OK;
}

/* ---- sealing the sources ---- */

static urne_code check_lead(const urne_dossier *d, const urne_source *s,
                            const char *path, urne_err *err)
{
    int64_t now = 0;
    if (!urne_time_parse(urne_str_of(d->time), &now)) {
        urne_bug("the time of a dossier");
    }
    int64_t gap = urne_beacon_time(s->count) - now;
    return gap >= 0 && (uint64_t)gap >= s->lead
               ? URNE_OK
               : urne_fail(err, URNE_E_SEAL_LEAD, URNE_IN(path), URNE_DEC(s->count),
                           urne_round_time(d->arena, s), URNE_DEC(s->lead), NULL);
}

urne_code urne_sources_seal(const urne_dossier *d, urne_source *sources, size_t n,
                            const char *path, urne_err *err)
{
    urne_str list;
    urne_buf missing = urne_buf_new(d->arena, 256);
    URNE_TRY(read_list(&list, d, COMMITMENTS, err));
    for (size_t i = 0; i < n; i++) {
        urne_str today = {d->time, 10};
        if (sources[i].kind == URNE_SOURCE_LOTTERY &&
            urne_str_cmp(sources[i].date, today) < 0) {
            return urne_fail(err, URNE_E_SEAL_LOTTERY, URNE_IN(path),
                             URNE_SHOW(sources[i].label), URNE_SHOW(sources[i].date),
                             NULL);
        }
    }
    for (size_t i = 0; i < n; i++) {
        urne_source *s = &sources[i];
        if (s->kind == URNE_SOURCE_DRAND) {
            URNE_TRY(check_lead(d, s, path, err));
        }
        if (s->kind != URNE_SOURCE_PARTY) {
            continue;
        }
        s->hex = find_in(list, s->label);
        if (s->hex.n == 0) {
            urne_buf_addz(&missing, missing.n > 0 ? ", " : "");
            urne_buf_add(&missing, s->label);
        }
    }
    return missing.n == 0
               ? URNE_OK
               : urne_fail(err, URNE_E_SEAL_COMMITMENT, URNE_IN(d->dir),
                           urne_str_z(d->arena, urne_buf_str(&missing)), NULL);
}

/* ---- a new contribution ---- */

static urne_code read_ceremony(urne_str *out, urne_arena *arena, const char *dir,
                               urne_err *err)
{
    urne_announce a;
    urne_str bytes;
    const char *path = urne_path(arena, dir, "public/00-announce.txt");
    if (!urne_file_exists(path)) {
        path = urne_path(arena, dir, "00-announce.txt");
    }
    URNE_TRY(urne_file_read(&bytes, arena, path, URNE_SETTINGS_MAX, err));
    URNE_TRY(urne_announce_read(&a, arena, bytes, path, err));
    *out = a.head.ceremony;
    return URNE_OK;
}

static urne_code check_party(const char *party, urne_err *err)
{
    return urne_name_ok(urne_str_of(party), PARTY_MAX)
               ? URNE_OK
               : urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, party, "--as",
                           N_("a name of lower-case letters, at most 16"), NULL);
}

static bool is_id(const char *z)
{
    return strlen(z) == ID_HEX && strspn(z, "0123456789abcdef") == ID_HEX;
}

urne_code urne_contribution_make(const char **commitment, urne_arena *arena,
                                 const urne_contribution_options *o, urne_err *err)
{
    urne_str ceremony = {"", 0};
    urne_crypto_init();
    URNE_TRY(check_party(o->party, err));
    if (o->ceremony != NULL && !is_id(o->ceremony)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->ceremony, "--ceremony",
                         N_("it is 32 hexadecimal digits"), NULL);
    }
    if (o->ceremony != NULL) {
        ceremony = urne_str_of(o->ceremony);
    } else {
        URNE_TRY(read_ceremony(&ceremony, arena, o->dir, err));
    }
    urne_hash r;
    urne_random_bytes(r.b, sizeof r.b);
    urne_hex hex = urne_to_hex(r);
    urne_buf buf = urne_buf_new(arena, 256);
    urne_buf_addz(&buf, "urne contribution\nceremony ");
    urne_buf_add(&buf, ceremony);
    urne_buf_addz(&buf, "\nparty ");
    urne_buf_addz(&buf, o->party);
    urne_buf_addz(&buf, "\nsecret ");
    urne_buf_add(&buf, urne_hex_str(&hex));
    urne_buf_addc(&buf, '\n');
    *commitment =
        commitment_of(arena, ceremony, urne_str_of(o->party), urne_hex_str(&hex)).p;
    const urne_write w = {
        .path = o->output, .bytes = urne_buf_str(&buf), .secret = true, .fresh = true};
    urne_code code = urne_files_write(&w, 1, err);
    urne_wipe(buf.p, buf.n);
    urne_wipe(&hex, sizeof hex);
    urne_wipe(&r, sizeof r);
    return code;
}

/* ---- registering ---- */

static urne_code config_sources(urne_source **out, size_t *n, const urne_dossier *d,
                                urne_err *err)
{
    urne_str json;
    urne_settings settings;
    URNE_TRY(urne_file_read(&json, d->arena, d->rules_path, URNE_SETTINGS_MAX, err));
    URNE_TRY(
        urne_settings_read(&settings, d->arena, d->track, json, d->rules_path, err));
    *out = settings.sources;
    *n = settings.n_sources;
    return URNE_OK;
}

static const urne_source *find_party(const urne_source *sources, size_t n,
                                     urne_str party)
{
    for (size_t i = 0; i < n; i++) {
        if (sources[i].kind == URNE_SOURCE_PARTY &&
            urne_str_eq(sources[i].label, party)) {
            return &sources[i];
        }
    }
    return NULL;
}

static urne_code no_party(const urne_dossier *d, urne_str party, urne_err *err)
{
    return urne_fail(err, URNE_E_SEAL_PARTY, URNE_IN(d->dir), URNE_SHOW(party), NULL);
}

/* The list without the line of a party. */
static urne_str without(urne_arena *arena, urne_str list, urne_str party)
{
    urne_buf buf = urne_buf_new(arena, list.n + 1);
    urne_str line;
    while (list.n > 0 && urne_str_cut(&list, '\n', &line)) {
        urne_str rest = line, name;
        if (!urne_str_cut(&rest, ' ', &name) || !urne_str_eq(name, party)) {
            urne_buf_add(&buf, line);
            urne_buf_addc(&buf, '\n');
        }
    }
    return urne_buf_str(&buf);
}

/* The same value again is no second one: a run may have been interrupted. Another one
 * takes its place only by `force`: nothing is published before the seal. */
static urne_code register_in(const urne_dossier *d, const char *list_name,
                             urne_str party, urne_str hex, bool force, urne_err *err)
{
    urne_str list;
    URNE_TRY(read_list(&list, d, list_name, err));
    urne_str before = find_in(list, party);
    if (before.n > 0 && force) {
        list = without(d->arena, list, party);
    } else if (before.n > 0 && !urne_str_eq(before, hex)) {
        urne_err inner = URNE_ERR_NONE;
        URNE_TRY(urne_dossier_refuse(d, "contribute", URNE_E_SEAL_COMMITTED, d->dir,
                                     &inner) == URNE_E_SEAL_COMMITTED
                     ? URNE_OK
                     : inner.diag[0].code);
        return urne_fail(err, URNE_E_SEAL_COMMITTED, URNE_IN(d->dir), URNE_SHOW(party),
                         NULL);
    }
    return before.n > 0 && !force ? URNE_OK
                                  : add_to(d, list_name, list, party, hex, err);
}

static urne_code commit_in(const urne_dossier *d, const char *party,
                           const char *commitment, bool force, urne_err *err)
{
    urne_hash h;
    urne_source *sources;
    size_t n;
    URNE_TRY(check_party(party, err));
    if (!urne_hash_parse(urne_str_of(commitment), &h)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, commitment,
                         "--commitment", N_("it is 64 hexadecimal digits"), NULL);
    }
    URNE_TRY(urne_dossier_stage(d, "contribute", URNE_STAGE_ANNOUNCED, err));
    URNE_TRY(config_sources(&sources, &n, d, err));
    if (find_party(sources, n, urne_str_of(party)) == NULL) {
        return no_party(d, urne_str_of(party), err);
    }
    return register_in(d, COMMITMENTS, urne_str_of(party), urne_str_of(commitment),
                       force, err);
}

urne_code urne_contribution_commit(const char *dir, const char *party,
                                   const char *commitment, bool force, const char *time,
                                   urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    urne_dossier *d;
    urne_code code = urne_dossier_open(&d, arena, dir, "contribute", time, err);
    if (code == URNE_OK) {
        code = commit_in(d, party, commitment, force, err);
        urne_dossier_close(d);
    }
    urne_arena_free(arena);
    return code;
}

/* ---- opening ---- */

/* A secret as urne_contribution_make wrote it. */
typedef struct secret {
    urne_str ceremony, party, hex;
} secret;

static bool parse_secret(secret *out, urne_str text)
{
    static const char *const prefix[] = {"urne contribution", "ceremony ", "party ",
                                         "secret "};
    urne_str *to[] = {NULL, &out->ceremony, &out->party, &out->hex};
    urne_hash h;
    for (size_t i = 0; i < 4; i++) {
        urne_str line;
        if (!urne_str_cut(&text, '\n', &line) || !urne_str_starts(line, prefix[i])) {
            return false;
        }
        if (to[i] != NULL) {
            *to[i] = urne_str_slice(line, strlen(prefix[i]), line.n);
        } else if (line.n != strlen(prefix[i])) {
            return false;
        }
    }
    return text.n == 0 && urne_name_ok(out->party, PARTY_MAX) &&
           urne_hash_parse(out->hex, &h);
}

static urne_code open_in(const urne_dossier *d, const char *path, urne_str text,
                         const char **party, urne_err *err)
{
    secret s;
    if (!parse_secret(&s, text)) {
        return urne_fail(err, URNE_E_SEAL_CONTRIBUTION, URNE_IN(path), NULL);
    }
    URNE_TRY(urne_dossier_stage(d, "contribute", URNE_STAGE_SEALED, err));
    const urne_source *source =
        find_party(d->commit.sources, d->commit.n_sources, s.party);
    if (source == NULL) {
        return no_party(d, s.party, err);
    }
    /* The ceremony of the dossier, whatever the file says: it is under the hash. */
    urne_str due = commitment_of(d->arena, d->announce.head.ceremony, s.party, s.hex);
    if (!urne_str_eq(due, source->hex)) {
        return urne_fail(err, URNE_E_SEAL_OPENING, URNE_IN(path), URNE_SHOW(s.party),
                         NULL);
    }
    *party = urne_str_z(d->arena, s.party);
    return register_in(d, OPENINGS, s.party, s.hex, false, err);
}

urne_code urne_contribution_open(const char **party, urne_arena *arena, const char *dir,
                                 const char *path, const char *time, urne_err *err)
{
    urne_dossier *d;
    urne_str text;
    URNE_TRY(urne_file_read(&text, arena, path, SECRET_MAX, err));
    URNE_TRY(urne_dossier_open(&d, arena, dir, "contribute", time, err));
    urne_code code = open_in(d, path, text, party, err);
    urne_dossier_close(d);
    return code;
}

/* ---- the beacon ---- */

const char *urne_round_time(urne_arena *arena, const urne_source *beacon)
{
    char made[URNE_TIME_MAX];
    return urne_time_write(made, urne_beacon_time(beacon->count))
               ? urne_str_z(arena, urne_str_of(made))
               : "9999-12-31T23:59:59Z";
}

const char *urne_round_address(urne_arena *arena, uint64_t round)
{
    urne_buf buf = urne_buf_new(arena, 256);
    urne_buf_addz(&buf, "https://api.drand.sh/" URNE_BEACON_CHAIN "/public/");
    urne_buf_addu(&buf, round);
    return urne_str_z(arena, urne_buf_str(&buf));
}

static urne_code read_beacon(urne_beacon *out, const urne_dossier *d, const char *given,
                             uint64_t round, urne_err *err)
{
    urne_str bytes = urne_str_of(given);
    unsigned char signature[URNE_BEACON_BYTES];
    const char *file = "--beacon";
    if (bytes.n != SIGNATURE_HEX ||
        !urne_hex_parse(bytes, signature, sizeof signature)) {
        file = given;
        URNE_TRY(urne_file_read(&bytes, d->arena, given, URNE_BEACON_FILE_MAX, err));
    }
    return urne_beacon_read(out, d->arena, bytes, file, round, err);
}

/* *drand is the hash for the seed, ->n 0 without a beacon. */
static urne_code take_beacon(urne_str *drand, urne_str *note, const urne_dossier *d,
                             const char *given, urne_err *err)
{
    uint64_t number;
    urne_beacon beacon;
    const urne_source *s = urne_beacon_source(&d->commit, &number);
    *drand = *note = (urne_str){"", 0};
    if (s == NULL) {
        return given == NULL
                   ? URNE_OK
                   : urne_fail(err, URNE_E_SEAL_BEACON_EXTRA, URNE_IN(d->dir), NULL);
    }
    const char *made = urne_round_time(d->arena, s);
    if (given == NULL) {
        return urne_fail(err, URNE_E_SEAL_NO_BEACON, URNE_IN(d->dir),
                         URNE_DEC(s->count), made,
                         urne_round_address(d->arena, s->count), NULL);
    }
    URNE_TRY(read_beacon(&beacon, d, given, s->count, err));
    if (strcmp(d->time, made) < 0) {
        return urne_fail(err, URNE_E_SEAL_EARLY, URNE_NOWHERE, URNE_DEC(s->count), made,
                         d->time, NULL);
    }
    urne_hex hex = urne_to_hex(beacon.randomness);
    *drand = urne_str_dup(d->arena, urne_hex_str(&hex));
    urne_beacon_note n = {
        .ceremony = d->announce.head.ceremony, .chain = s->hex, .round = s->count};
    memcpy(n.signature, beacon.signature, sizeof n.signature);
    *note = urne_beacon_note_write(d->arena, &n);
    return URNE_OK;
}

urne_code urne_seed_take(urne_str *input, urne_str *note, const urne_dossier *d,
                         const char *given, urne_err *err)
{
    urne_hex commit = urne_to_hex(d->commit_sha256);
    urne_hex reveals = urne_to_hex(d->reveals_sha256);
    urne_str drand;
    URNE_TRY(take_beacon(&drand, note, d, given, err));
    *input = urne_seed_input(d->arena, &d->commit, urne_hex_str(&commit), &d->reveals,
                             urne_hex_str(&reveals), drand);
    return URNE_OK;
}

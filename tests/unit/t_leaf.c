/* proof/leaf: homonyms, households, ACOM, the canonical roll, and the hamlet's seal
 * (vectors of draw-1 §3.5, 4, 6.4 and 19). */
#include "oracle/hamlet.h"
#include "oracle/program.h"
#include "proof/leaf.h"

static urne_secret *the_key(urne_arena *arena)
{
    urne_secret *k;
    const char *path = box_fixture_path(arena, "hamlet/roll-key.txt");
    ck_assert_int_eq(urne_secret_read(&k, path, NULL), URNE_OK);
    return k;
}

static void is(urne_hash h, const char *hex)
{
    ck_assert_str_eq(urne_to_hex(h).z, hex);
}

START_TEST(homonyms)
{
    static const struct {
        const char *ident, *salt, *pid;
    } two[] = {
        {"PETIT\tJean\t1960-02-29\tToul\t12 rue du Moulin 54000 Nancy",
         "e96c4c214c1d58c29540307c573b6e35d11bc27e01f9f52a2c60a02495ef9c9e",
         "4f087a6a787c9e3ffd3c7569be2df209c349eb0524ca4671bfb5847d41dae390"},
        {"PETIT\tJean\t1960-02-29\tToul\t4 Grande Rue 54000 Nancy",
         "36caba2e9ce57c29ce1bcb00b6e4a783de661d4537baf9831f9c025f0d11bd56",
         "7fd7434248d6c4151cdd1e105c95967d896d999e0e7a204054329e0c3e897b80"},
    };
    urne_arena *arena = urne_arena_new();
    urne_secret *k = the_key(arena);
    for (size_t i = 0; i < 2; i++) {
        urne_hash salt = urne_leaf_salt(k, urne_str_of(two[i].ident));
        is(salt, two[i].salt);
        is(urne_leaf_pid(&salt, urne_str_of(two[i].ident)), two[i].pid);
    }
    urne_secret_free(k);
    urne_arena_free(arena);
}
END_TEST

START_TEST(attributes)
{
    urne_arena *arena = urne_arena_new();
    urne_secret *k = the_key(arena);
    urne_hash asalt = urne_attr_salt(k, URNE_STR("household"), URNE_STR("100000001"));
    is(asalt, "739e2158561c098e3698b9a2bc6f8eb3d93a9463de2cd28ba8a3bf0e131f4d3f");
    urne_hash c =
        urne_attr_commit(&asalt, URNE_STR("household"), URNE_STR("12 RUE DU MOULIN"));
    is(c, "cdfe856283ca1f886c22f2f7f689e1b0b262a9732ba61c1e62a266dcf3647926");
    ck_assert_str_eq(
        urne_attrs_commit(&c, 1).z,
        "4dcfbbd90b6b98e02e40e7b5cd47426c9e3b00f0499653f150732d6cfdfa659b");
    ck_assert_str_eq(urne_attrs_commit(NULL, 0).z, "-");
    urne_hash two[2] = {c, asalt}, turned[2] = {asalt, c};
    ck_assert_str_ne(urne_attrs_commit(two, 2).z, urne_attrs_commit(turned, 2).z);
    /* Name and value cannot be cut elsewhere: a name has no "=". An empty value is one.
     */
    urne_hash empty = urne_attr_commit(&asalt, URNE_STR("sex"), URNE_STR(""));
    urne_hash due = urne_sha256_parts(
        (urne_str[]){URNE_STR(
            "urne/1 attr\n739e2158561c098e3698b9a2bc6f8eb3d93a9463de2cd28ba8a3b"
            "f0e131f4d3f\nsex=\n")},
        1);
    ck_assert_int_eq(urne_hash_cmp(&empty, &due), 0);
    urne_secret_free(k);
    urne_arena_free(arena);
}
END_TEST

START_TEST(households)
{
    urne_arena *arena = urne_arena_new();
    urne_secret *k = the_key(arena);
    urne_str values[] = {URNE_STR("12"), URNE_STR("rue du Moulin"), URNE_STR("54000"),
                         URNE_STR("Nancy")};
    urne_str key = urne_join_tab(arena, values, 4);
    ck_assert(urne_str_is(key, "12\true du Moulin\t54000\tNancy"));
    urne_hash salt = urne_household_salt(k, key);
    is(salt, "bb8641e3438e60f5c94be72dd1b6b8817fe4a17231815a3fcdcf42506f0d78ca");
    ck_assert_str_eq(
        urne_household_value(&salt, key).z,
        "da5db38af74a89360d03182976cf4174363540e971847e5b134adc93f7a67792");
    ck_assert(urne_str_is(urne_join_tab(arena, values, 0), ""));
    urne_secret_free(k);
    urne_arena_free(arena);
}
END_TEST

/* "-": only postcode, commune, city and country may be filled. */
START_TEST(no_dwelling)
{
    static const struct {
        const char *field, *value;
        bool none;
    } cases[] = {{"postcode", "54000", true},
                 {"commune", "Nancy", true},
                 {"city", "Nancy", true},
                 {"country", "France", true},
                 {"locality", "Pixerecourt", false},
                 {"street", "rue", false},
                 {"street-no", "1", false},
                 {"extra1", "Bat A", false},
                 {"extra2", "x", false},
                 {"quartier", "Nord", false},
                 {"usage-name", "X", false}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_str fields[] = {URNE_STR("street"), urne_str_of(cases[i].field)};
        urne_str values[] = {URNE_STR(""), urne_str_of(cases[i].value)};
        ck_assert_msg(urne_household_none(fields, values, 2) == cases[i].none, "%s",
                      cases[i].field);
        values[1] = URNE_STR("");
        ck_assert(urne_household_none(fields, values, 2));
    }
}
END_TEST

/* ---- the canonical roll of §6.4 ---- */

START_TEST(canonical_roll)
{
    static const struct {
        const char *ident;
        urne_reason reason;
    } people[] = {
        {"ROUX\tIn\xc3\xa8s\t2010-10-10\tNancy", URNE_REASON_AGE},
        {"\xc3\x89TIENNE\tLou\t2000-01-01\tMetz", URNE_KEPT},
        {"PETIT\tJean\t1960-02-29\tToul\t4 Grande Rue 54000 Nancy", URNE_KEPT},
        {"N'DIAYE\tIbrahima\t1975-00-00\tDakar", URNE_REASON_DUPLICATE},
        {"PETIT\tJean\t1960-02-29\tToul\t12 rue du Moulin 54000 Nancy", URNE_KEPT},
        {"N'DIAYE\tIbrahima\t1975-00-00\tDakar", URNE_KEPT},
    };
    urne_arena *arena = urne_arena_new();
    urne_secret *k = the_key(arena);
    urne_roll roll = {.n_electors = 6};
    roll.electors = urne_arena_array(arena, 6, sizeof *roll.electors);
    urne_config *config = urne_config_default(arena);
    urne_rules rules = {.n_attrs = 1};
    rules.attrs = (urne_str[]){URNE_STR("household")};
    urne_frame frame = {.rules = &rules};
    frame.electors = urne_arena_array(arena, 6, sizeof *frame.electors);
    frame.stratum = urne_arena_array(arena, 6, sizeof *frame.stratum);
    for (size_t i = 0; i < 6; i++) {
        roll.electors[i].ident = urne_str_of(people[i].ident);
        roll.electors[i].reason = people[i].reason;
        if (people[i].reason == URNE_KEPT) {
            /* N'DIAYE alone is in stratum 2. */
            frame.stratum[frame.n] = people[i].ident[0] == 'N' ? 2 : 1;
            frame.electors[frame.n++] = &roll.electors[i];
        }
    }
    urne_sealed_roll *s = urne_roll_seal(arena, &frame, config, &roll, k);
    is(s->canonical,
       "adf91e3d80765378a3ef779830ae7e38ab6c9237d8e1b7d3b0c8df270534377b");
    is(s->rollfile, "fc0c3d8dbc3dd91b4f5bd82e4638538b077e89b8a398b5d9b4e6c8914ff31de3");
    urne_secret_free(k);
    urne_arena_free(arena);
}
END_TEST

/* ---- the hamlet, from its CSV ---- */

typedef struct village {
    urne_arena *arena;
    urne_config *config;
    urne_roll *roll;
    urne_frame *frame;
    urne_secret *k;
    urne_sealed_roll *sealed;
} village;

static village seal_hamlet(void)
{
    village v = {.arena = urne_arena_new()};
    const char *csv = box_fixture_path(v.arena, "hamlet/roll.csv");
    urne_str json = box_fixture(v.arena, "hamlet/rules.json");
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_config_read(&v.config, v.arena, json, "r", &err), URNE_OK);
    ck_assert_int_eq(urne_roll_read(&v.roll, v.arena, v.config, &csv, 1, NULL, &err),
                     URNE_OK);
    ck_assert_int_eq(urne_frame_build(&v.frame, v.arena, v.config, v.roll,
                                      URNE_STR("00112233445566778899aabbccddeeff"), "r",
                                      &err),
                     URNE_OK);
    v.k = the_key(v.arena);
    v.sealed = urne_roll_seal(v.arena, v.frame, v.config, v.roll, v.k);
    return v;
}

static void leave(village *v)
{
    urne_secret_free(v->k);
    urne_arena_free(v->arena);
}

START_TEST(hamlet_seal)
{
    village v = seal_hamlet();
    hamlet h = hamlet_load(v.arena);
    ck_assert_uint_eq(v.sealed->n, 8);
    ck_assert(urne_str_eq(v.sealed->bytes, h.file[HROLL]));
    is(v.sealed->canonical,
       "a132e66edd6c65ca2721c7957d1ae711c740e5ff37958e10060e47733fff05be");
    is(v.sealed->root,
       "0f1955fe3b778ff668000fec0f743dbda7a03a254e26fd936a74b258d76c7f2f");
    is(v.sealed->rollfile,
       "75b9013ad277ff48e4db2d59282123c8ad64fddd1a48d17f3e00532ec648ae6d");
    is(urne_secret_commitment(v.k),
       "1cf02758ca1e60701527bed2b934f425c6c26f2c3379becaec612c38402b0cad");
    ck_assert(urne_str_eq(urne_rules_write(v.arena, v.frame->rules), h.file[HRULES]));
    ck_assert_uint_eq(v.sealed->crowded, 0);
    ck_assert_uint_eq(v.sealed->largest, 2);
    leave(&v);
}
END_TEST

/* 19.3, by participation number. */
START_TEST(hamlet_people)
{
    static const struct {
        const char *salt, *value, *asalt;
    } due[] = {
        {"6d6d4e23267a3ab704fafb835f4783831eeeb16f774f8c03846b358262bdd6ad",
         "da5db38af74a89360d03182976cf4174363540e971847e5b134adc93f7a67792",
         "47b2262e6e45c8892e7993dd3a21f7696c6cc2b94f7b6a30c5af57734f75f10c"},
        {"960ed1070cebf79a92a0e6687eaba17023833c45a9270a86614fbaf1e5ba07f4",
         "8f7eb45d82df72948645fd46ae62b755ca563134761910568f936c4dfaede95d",
         "e12e1b88584fccb5cfd368e2ec734db2b3f1b1dd3795afb61db16c15b67cb9f0"},
        {"f7ddcaa45c244a1f7b1f58dccaaf334e77c985b3df2926fefbef2b0661d59703",
         "e00996898e227095248ccad3f2c387149c1966ce53823488219d0981fec63ad7",
         "28b9b9a8efd94b863537d42dba364b600e2a14df90edbc52d8795326da5aa79f"},
        {"cd2952324d160c88c7b191918cb88e5319331d424a83b70c9bd1848a55aa5d36",
         "da5db38af74a89360d03182976cf4174363540e971847e5b134adc93f7a67792",
         "1869fcc2252928c0e4c354962ef2df0c2805376d010727dc9c71a2da971a78a3"},
        {"157ebb03173af0e3a8a76e20130df54f22dc095284fc4599e307d0af040de187",
         "9a67abd6618f68bde59ad47170d7396cf8a269d915c2155a2f35a12a7f4ba95f",
         "e084955c64c19e893b00773c8b5b0a311a11fcb9d119a2f0d41f545e3d5840c1"},
        {"8d114dbbbafb1461c5151b70c6eab3a2c53162d6ade087995da1178d867e4944",
         "4b6ef53d9eb7e6de68fd3b20f1ef3096d6817c26c61bacb5861dcd01c4028c79",
         "41b2dfc0bf846872f8f67f5769d9602f4a77ecfbcaad2fb162b8e8450e1da631"},
        {"1f74c4a47380b195a72a6702869372ce059cd5da766cd3586910bb14636e7cf0",
         "2bcb4dabd826402a55f25f6cf6c3c10a9788dce75d92d833afffcf54e72136d6",
         "a5c6051a9eedae5a10d23e5207a4800e047f535e7f3f079c201c24c1ccf64726"},
        {"38b830e3684e352089c9bed37a022bc1a2e8b49a78fbceadddc0b8bbe1b9b29a", "-",
         "b062815cac19822a704d5fe0e6af790a37ee19fabb179de94ee64847544d37de"},
    };
    village v = seal_hamlet();
    for (size_t i = 0; i < 8; i++) {
        const urne_sealed_leaf *leaf = &v.sealed->leaves[i];
        const urne_elector *e = v.frame->electors[leaf->elector];
        urne_hash salt = urne_leaf_salt(v.k, e->ident);
        urne_hash pid = urne_leaf_pid(&salt, e->ident);
        urne_hash asalt = urne_attr_salt(v.k, URNE_STR("household"), e->ident);
        urne_hash c =
            urne_attr_commit(&asalt, URNE_STR("household"), urne_str_of(due[i].value));
        is(salt, due[i].salt);
        is(asalt, due[i].asalt);
        ck_assert_int_eq(urne_hash_cmp(&pid, &leaf->pid), 0);
        ck_assert_str_eq(urne_attrs_commit(&c, 1).z, leaf->acom.z);
    }
    leave(&v);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"homonyms", homonyms, 0, 0},
        {"attributes", attributes, 0, 0},
        {"households", households, 0, 0},
        {"no_dwelling", no_dwelling, 0, 0},
        {"canonical_roll", canonical_roll, 0, 0},
        {"hamlet_seal", hamlet_seal, 0, 0},
        {"hamlet_people", hamlet_people, 0, 0},
    };
    return program_run("leaf", tests, PROGRAM_COUNT(tests), 60);
}

/* proof/bundle, proof/shelf: what is written is read, every other form is refused at
 * its byte; a bundle of the worked dossier answers as its folder does.
 * proof/checkpoint. */
#include "crypto/sign_in.h"
#include "oracle/hamlet.h"
#include "oracle/program.h"
#include "oracle/verdict.h"
#include "proof/bundle.h"
#include "proof/checkpoint.h"

#define SHA_A  "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
#define SHA_0  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define FIRST  "urne-bundle/1\n"
#define FILE_A "file a.txt 1 " SHA_A "\na\n"
#define SUMS   "file sums.txt 0 " SHA_0 "\n\n"

static const char *const sound[] = {
    FIRST SUMS "end\n",
    FIRST FILE_A SUMS "end\n",
    FIRST "file 0 0 " SHA_0 "\n\n" FILE_A SUMS "end\n",
    FIRST FILE_A "file b-.c 1 " SHA_A "\na\n" SUMS "end\n",
};

START_TEST(forms)
{
    urne_arena *arena = urne_arena_new();
    urne_bundled *files;
    size_t n;
    urne_str in = urne_str_of(sound[_i]);
    ck_assert_int_eq(urne_bundle_read(&files, &n, arena, in, "b", NULL), URNE_OK);
    ck_assert(urne_str_eq(urne_bundle_write(arena, files, n), in));
    urne_arena_free(arena);
}
END_TEST

static const struct {
    const char *text, *at;
} broken[] = {
    {"", "0"},
    {"urne-bundle/2\nend\n", "0"},
    {FIRST, "14"},
    {FIRST "end", "14"},
    {FIRST "end\n", "18"},
    {FIRST FILE_A "end\n", "98"},
    {FIRST "end\n\n", "18"},
    {FIRST "file A 0 " SHA_0 "\n\nend\n", "19"},
    {FIRST "file .a 0 " SHA_0 "\n\nend\n", "19"},
    {FIRST "file ../a 0 " SHA_0 "\n\nend\n", "19"},
    {FIRST "file  0 " SHA_0 "\n\nend\n", "19"},
    {FIRST "file a 01 " SHA_A "\na\nend\n", "21"},
    {FIRST "file a -1 " SHA_A "\na\nend\n", "21"},
    {FIRST "file a 9007199254740991 " SHA_A "\na\nend\n", "21"},
    {FIRST "file a 18446744073709551615 " SHA_A "\na\nend\n", "21"},
    {FIRST "file a 6 " SHA_A "\na\nend\n", "21"},
    {FIRST "file a 1 " SHA_0 "\na\nend\n", "23"},
    {FIRST "file a 1 " SHA_A "\nab\nend\n", "89"},
    {FIRST "file a 1 " SHA_A "\na\n", "90"},
    {FIRST FILE_A FILE_A "end\n", "99"},
    {FIRST "file b 1 " SHA_A "\na\n" FILE_A "end\n", "95"},
    {FIRST FILE_A " end\n", "94"},
};

START_TEST(refused)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_bundled *files;
    size_t n;
    ck_assert_int_eq(
        urne_bundle_read(&files, &n, arena, urne_str_of(broken[_i].text), "b", &err),
        URNE_E_BUNDLE_FORM);
    ck_assert_msg(strcmp(err.diag[0].arg[0], broken[_i].at) == 0, "%d: at %s, not %s",
                  _i, err.diag[0].arg[0], broken[_i].at);
    urne_arena_free(arena);
}
END_TEST

START_TEST(many_files)
{
    urne_arena *arena = urne_arena_new();
    urne_bundled *files = urne_arena_array(arena, 4097, sizeof *files), *read;
    size_t n;
    for (size_t i = 0; i < 4097; i++) {
        char *name = urne_arena_alloc(arena, 8);
        snprintf(name, 8, "f%05zu", i);
        files[i] = (urne_bundled){urne_str_of(name), {"", 0}};
    }
    files[4095].name = URNE_STR("sums.txt");
    files[4096].name = URNE_STR("t");
    urne_str most = urne_bundle_write(arena, files, 4096);
    ck_assert_int_eq(urne_bundle_read(&read, &n, arena, most, "b", NULL), URNE_OK);
    ck_assert_uint_eq(n, 4096);
    urne_str more = urne_bundle_write(arena, files, 4097);
    ck_assert_int_eq(urne_bundle_read(&read, &n, arena, more, "b", NULL),
                     URNE_E_BUNDLE_FORM);
    urne_arena_free(arena);
}
END_TEST

/* ---- verified ---- */

static urne_code verify(urne_verification **v, const box *b, const char *name,
                        const char *roll, urne_err *err)
{
    const urne_verify_options o = {.dir = box_path(b, name), .roll = roll};
    return urne_verify_with(v, b->arena, &o, err);
}

/* The files of the dossier but `without`, as a bundle. */
static void put_bundle(const box *b, const hamlet *h, int without)
{
    urne_bundled files[HAMLET_FILES];
    size_t n = 0;
    for (int i = 0; i < HAMLET_FILES; i++) {
        if (i != without) {
            files[n++] = (urne_bundled){urne_str_of(hamlet_names[i]), h->file[i]};
        }
    }
    box_put(b, "h.urne", urne_bundle_write(b->arena, files, n));
}

START_TEST(as_its_folder)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    urne_verification *v;
    urne_err err = URNE_ERR_NONE;
    put_bundle(&b, &h, -1);
    ck_assert_int_eq(verify(&v, &b, "h.urne", NULL, NULL), URNE_OK);
    ck_assert(v->yes && v->stage == URNE_STAGE_DRAWN);
    const char *roll = box_put(&b, "roll.txt", h.file[HROLL]);
    ck_assert_int_eq(verify(&v, &b, "h.urne", roll, &err), URNE_E_BUNDLE_TWICE);
    put_bundle(&b, &h, HROLL);
    ck_assert_int_eq(verify(&v, &b, "h.urne", NULL, NULL), URNE_OK);
    ck_assert(!v->yes && v->check[0].verdict == URNE_FAIL);
    ck_assert_int_eq(verify(&v, &b, "h.urne", roll, NULL), URNE_OK);
    ck_assert(v->yes);
    ck_assert_int_eq(verify(&v, &b, "", roll, NULL), URNE_E_BUNDLE_FOLDER);
    box_close(&b);
}
END_TEST

/* No byte of it can be another one: neither the frame nor what is in it. */
START_TEST(every_byte)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    urne_verification *v;
    put_bundle(&b, &h, -1);
    urne_str whole = box_get(&b, "h.urne");
    char *bytes = urne_arena_alloc(b.arena, whole.n);
    for (size_t at = (size_t)_i; at < whole.n; at += 7) {
        memcpy(bytes, whole.p, whole.n);
        bytes[at] = (char)(bytes[at] ^ 1);
        box_put(&b, "h.urne", (urne_str){bytes, whole.n});
        urne_err err = URNE_ERR_NONE;
        ck_assert_msg(verify(&v, &b, "h.urne", NULL, &err) != URNE_OK || !v->yes,
                      "byte %zu", at);
    }
    box_close(&b);
}
END_TEST

START_TEST(made_and_taken_apart)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    urne_bundle_view *v;
    urne_export_view *x;
    const char *folder = box_path(&b, "public"), *file = box_path(&b, "h.urne");
    put_bundle(&b, &h, -1);
    ck_assert_int_eq(urne_bundle_extract(&v, b.arena, file, folder, NULL), URNE_OK);
    ck_assert_uint_eq(v->files, HAMLET_FILES);
    ck_assert_int_eq(urne_bundle_extract(&v, b.arena, file, folder, NULL),
                     URNE_E_BUNDLE_TARGET);
    ck_assert_int_eq(
        urne_bundle_make(&v, b.arena, folder, box_path(&b, "again"), false, NULL),
        URNE_OK);
    ck_assert(urne_str_eq(box_get(&b, "again"), box_get(&b, "h.urne")));
    ck_assert_int_eq(urne_export(&x, b.arena, file, NULL, NULL), URNE_OK);
    ck_assert_str_eq(x->files[0].kind, "announce");
    ck_assert_str_eq(x->files[4].kind, "lines");
    box_put(&b, "public/Names.txt", URNE_STR("x"));
    ck_assert_int_eq(
        urne_bundle_make(&v, b.arena, folder, box_path(&b, "third"), false, NULL),
        URNE_E_BUNDLE_NAME);
    box_close(&b);
}
END_TEST

/* ---- checkpoint ---- */

START_TEST(checkpoint)
{
    static const unsigned char seed[32] = {1}, key_id[URNE_KEY_ID] = {1};
    urne_arena *arena = urne_arena_new();
    urne_signer *s = urne_signer_of(seed, key_id);
    urne_public_key key = urne_signer_public(s);
    urne_hash root = urne_sha256(URNE_STR("a"));
    urne_str id = URNE_STR("00112233445566778899aabbccddeeff");
    urne_str text = urne_checkpoint_text(arena, id, 8, &root);
    ck_assert(urne_str_is(text, "urne/1/00112233445566778899aabbccddeeff\n8\n"
                                "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=\n"));
    urne_str note = urne_checkpoint_sign(arena, id, text, s);
    const char *start = "\n\xE2\x80\x94 urne/1/00112233445566778899aabbccddeeff ";
    urne_str rest = urne_str_slice(note, text.n, note.n);
    ck_assert(urne_str_eq(urne_str_slice(note, 0, text.n), text));
    ck_assert(urne_str_starts(rest, start) && urne_str_ends(rest, "\n"));
    unsigned char raw[4 + URNE_SIG];
    urne_sig sig;
    ck_assert(urne_b64_read(raw, sizeof raw,
                            urne_str_slice(rest, strlen(start), rest.n - 1)));
    memcpy(sig.b, raw + 4, sizeof sig.b);
    ck_assert(urne_sig_ok(&sig, text, &key));
    urne_signer_free(s);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"forms", forms, (int)PROGRAM_COUNT(sound), 0},
        {"refused", refused, (int)PROGRAM_COUNT(broken), 0},
        {"many_files", many_files, 0, 0},
        {"as_its_folder", as_its_folder, 0, 0},
        {"every_byte", every_byte, 7, 0},
        {"made_and_taken_apart", made_and_taken_apart, 0, 0},
        {"checkpoint", checkpoint, 0, 0},
    };
    return program_run("bundle", tests, PROGRAM_COUNT(tests), 60);
}

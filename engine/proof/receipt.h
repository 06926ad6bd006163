/* proof/receipt: one elector's proof that their line is in the sealed roll (draw-1
 * §13). Private to the elector; checked against public files alone. */
#ifndef URNE_PROOF_RECEIPT_H
#define URNE_PROOF_RECEIPT_H

#include "proof/rolltxt.h"
#include "proof/transcript.h"

/* What a receipt says. Hashes are hex texts. */
typedef struct urne_receipt {
    urne_str ceremony, commit;
    uint64_t number, stratum;
    urne_str pid, salt;
    urne_str *identity, *identity_value;
    size_t n_identity;
    bool has_separate;
    urne_str separate;
    urne_str *attr, *asalt, *attr_value;
    size_t n_attrs;
    urne_str *address, *address_value;
    size_t n_address;
    urne_str hhsalt; /* empty without household */
    urne_str *path;
    size_t n_path;
    uint64_t line_number, line_identity, line_pid, line_stratum, line_salt, line_attr,
        line_path; /* where each first stands; read fills them */
} urne_receipt;

urne_str urne_receipt_write(urne_arena *arena, const urne_receipt *receipt);

URNE_MUST_USE urne_code urne_receipt_read(urne_receipt *out, urne_arena *arena,
                                          urne_str bytes, const char *file,
                                          urne_err *err);

/* What a receipt is checked against. */
typedef struct urne_receipt_facts {
    const urne_commit *commit;
    urne_hex seal; /* SHA-256 of 01-commit.txt */
    const urne_rules *rules;
    const urne_roll_lines *roll;
    urne_str roll_bytes;
} urne_receipt_facts;

/* Check V28. Fails with the first line of the receipt that is not confirmed, and
 * never says anything of another elector. */
URNE_MUST_USE urne_code urne_receipt_check(uint64_t *number, urne_arena *arena,
                                           urne_str bytes, const char *file,
                                           const urne_receipt_facts *facts,
                                           urne_err *err);

/* The salt as it is printed on paper: 52 digits of Crockford's base 32 and 4 check
 * digits, in fourteen groups of four (draw-1 §13.2). */
enum { URNE_PAPER_MAX = 14 * 5 };
void urne_paper_code(char out[URNE_PAPER_MAX], const urne_hash *salt);

/* Reads it back, forgiving spaces, hyphens, case, O for 0, I and L for 1. */
bool urne_paper_parse(urne_str code, urne_hash *salt);

#endif

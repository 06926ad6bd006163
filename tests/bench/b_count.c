/* b_count read|mes|add1 FILE: reads a Pabulib file, and counts it: Equal Shares with
 * cost utilities, without completion or with Add1 (exact start, one currency unit at a
 * time, until nothing that is supported fits). */
#include "base/file.h"
#include "budget/count.h"
#include "crypto/hash.h"
#include "model/pb.h"

#include <stdio.h>
#include <string.h>

static int count(urne_arena *arena, const urne_election *e, bool add1)
{
    urne_err err = URNE_ERR_NONE;
    urne_count_rule rule = urne_count_rule_default(e);
    urne_count *out;
    rule.rule = URNE_RULE_MES;
    rule.completion = add1 ? URNE_COMPLETION_ADD1 : URNE_COMPLETION_NONE;
    rule.ties[0] = URNE_TIE_ID;
    rule.n_ties = 1;
    if (urne_count_run(&out, arena, e, &rule, &err) != URNE_OK) {
        return 1;
    }
    printf("%zu projects, endowment %s\n", out->n_selected, out->endowment);
    return 0;
}

int main(int argc, char **argv)
{
    urne_err err = URNE_ERR_NONE;
    urne_election *e;
    urne_str bytes;
    if (argc != 3) {
        fprintf(stderr, "usage: b_count read|mes|add1 FILE\n");
        return 2;
    }
    urne_crypto_init();
    urne_arena *arena = urne_arena_new();
    int status = 1;
    if (urne_file_read(&bytes, arena, argv[2], SIZE_MAX, &err) == URNE_OK &&
        urne_pb_read(&e, NULL, arena, bytes, argv[2], &err) == URNE_OK) {
        bool only = strcmp(argv[1], "read") == 0;
        status = only ? 0 : count(arena, e, strcmp(argv[1], "add1") == 0);
    }
    urne_arena_free(arena);
    return status;
}

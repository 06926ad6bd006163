#include "ceremony/tally_view.h"

#include "base/file.h"
#include "ceremony/tally_rule.h"
#include "crypto/hash.h"
#include "model/pb.h"

enum { COUNT_JSON_MAX = 4 << 20 };
#define BALLOTS_MAX ((size_t)4 << 30)

static urne_code read_config(urne_count_config **out, urne_arena *arena,
                             const char *path, urne_err *err)
{
    urne_str json;
    *out = NULL;
    if (path == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_file_read(&json, arena, path, COUNT_JSON_MAX, err));
    return urne_count_config_read(out, arena, json, path, err);
}

urne_code urne_tally_run(urne_tally **out, urne_arena *arena,
                         const urne_tally_options *options, urne_err *err)
{
    urne_count_config *config;
    urne_election *e;
    urne_str bytes;
    urne_count *count;
    urne_count_rule *rule = urne_arena_alloc(arena, sizeof *rule);
    urne_crypto_init();
    URNE_TRY(read_config(&config, arena, options->rules, err));
    URNE_TRY(urne_file_read(&bytes, arena, options->paths[0], BALLOTS_MAX, err));
    URNE_TRY(urne_pb_read(&e, NULL, arena, bytes, options->paths[0], err));
    URNE_TRY(urne_tally_rule(rule, arena, e, config, options, err));
    URNE_TRY(urne_count_run(&count, arena, e, rule, err));
    *out = urne_tally_view(arena, count);
    return options->compare ? urne_tally_compare(*out, arena, count) : URNE_OK;
}

urne_code urne_publish(const char *path, urne_str bytes, bool force, urne_err *err)
{
    urne_write w = {.path = path, .bytes = bytes, .fresh = !force};
    return urne_files_write(&w, 1, err);
}

#include "proof/token.h"

#include "proof/later.h"

bool urne_token_bound(char out[URNE_TIME_MAX], int id, const urne_commit *commit,
                      urne_str thrown)
{
    uint64_t number;
    const urne_source *beacon =
        commit == NULL ? NULL : urne_beacon_source(commit, &number);
    if (id > URNE_FILE_REVEALS) {
        return false;
    }
    if (beacon != NULL) {
        return urne_time_write(out, urne_beacon_time(beacon->count));
    }
    if (id == URNE_FILE_REVEALS || thrown.n != URNE_TIME_MAX - 1) {
        return false;
    }
    memcpy(out, thrown.p, thrown.n);
    out[thrown.n] = '\0';
    return true;
}

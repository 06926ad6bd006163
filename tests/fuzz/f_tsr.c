/* crypto/tsr: any bytes as a token and as certificates end in a verdict; what is sound
 * names a time. */
#include "crypto/tsr.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size), none = {NULL, 0};
    urne_hash imprint = urne_sha256(URNE_STR("entry\n"));
    char time[URNE_TSR_TIME + 1] = "";
    if (urne_tsr_able()) {
        (void)urne_tsr_authorities_ok(in);
        urne_tsr_fault fault = urne_tsr_check(time, in, &imprint, none);
        HOLDS(fault <= URNE_TSR_SIGNATURE);
        HOLDS(fault != URNE_TSR_SOUND || (strlen(time) == 20 && time[19] == 'Z'));
        fault = urne_tsr_check(time, in, &imprint, in);
        HOLDS(fault <= URNE_TSR_AUTHORITY);
    }
    return 0;
}

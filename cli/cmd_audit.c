#include "audit.h"

int cmd_audit(int argc, char **argv)
{
    static const sub subs[] = {{"full", "complet", AUDIT_FULL, audit_full},
                               {"plan", "plan", AUDIT_PLAN, audit_plan},
                               {"record", "noter", AUDIT_RECORD, audit_record},
                               {"close", "clore", AUDIT_CLOSE, audit_close},
                               {NULL, NULL, NULL, NULL}};
    return run_sub("audit", subs, argc, argv);
}

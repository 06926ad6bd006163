/* oracle/keys: what minisign 0.11 wrote: two keys, a signature, and one of the old
 * kind. */
#ifndef ORACLE_KEYS_H
#define ORACLE_KEYS_H

#include "crypto/sign.h"

#define STOCK_PUBLIC "RWR9azRCcJeAtLEuWA7SRZQs4ZgRg2gv71EWJGUX2UDgMpDdlbLcQN8v"
#define STOCK_PUBLIC_FILE                                                              \
    "untrusted comment: minisign public key B480977042346B7D\n" STOCK_PUBLIC "\n"

/* minisign -G -W */
#define STOCK_SECRET                                                                   \
    "untrusted comment: minisign encrypted secret key\n"                               \
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAfWs0QnCX" \
    "gLTi"                                                                             \
    "gDwCHaY17ttXV9lqwkCne0aK66V0MjIGlI63kqHo57EuWA7SRZQs4ZgRg2gv71EWJGUX2UDgMpDdlbLc" \
    "QN8vAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"

/* minisign -G, passphrase "geheim" */
#define STOCK_LOCKED                                                                   \
    "untrusted comment: minisign encrypted secret key\n"                               \
    "RWRTY0IymRgMTuvVBvUJ8yZ76wtXHmrHYHx73kicmvvBqBDfXgQAAAACAAAAAAAAAEAAAAAAlMddf1ju" \
    "vUIQ72Z9UUE7xmEJIwhuceytk31Uo+h2/OlgEVBqK+t+DTnnscrrKB8odXDD7j2CcnF6Sfm6qIjPKhS3" \
    "kQmnZvlfckCn10RbSALNFYlbab2XjOKEphv4ahgf26VUBy4PIW4=\n"
#define STOCK_LOCKED_PUBLIC "RWQ2gV/W55SvNFqAj82U75p9XMV4nyvuoKnYbBjBhx8e3/+QezHFsp0u"

/* minisign -S of f.txt, which is "hello\n", with -t and the comment below */
#define STOCK_NAME  "f.txt"
#define STOCK_BYTES "hello\n"
#define STOCK_COMMENT                                                                  \
    "urne/1 f.txt role=clerk sha256="                                                  \
    "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
#define STOCK_SIGNATURE                                                                \
    "untrusted comment: signature from minisign secret key\n"                          \
    "RUR9azRCcJeAtHrLyjoPaDgRz2QYZWanxjWTc63sYmXC3skyqiLEdwqHtzFt9HJBzb40V/kTHh3WkZt1" \
    "mrOqnV9axWvl2IbTvwU=\n"                                                           \
    "trusted comment: " STOCK_COMMENT "\n"                                             \
    "dDcNxGWdriT4YRfP8hIKtfkVxZk73WiXhob+0ywG9afFuSzMeuIJxsG06E0jP2VBpK00eCqkeHDglIju" \
    "FufpAg==\n"

/* minisign -S -l */
#define STOCK_OLD_KIND                                                                 \
    "untrusted comment: signature from minisign secret key\n"                          \
    "RWR9azRCcJeAtBmy98neQunadxhGzGzbXZ9hgnriirasZltDyYL9XhMrlBbaXOqCC3+GO8Qq83W5PKiQ" \
    "K1CGFazBqMb7IKzvLAY=\n"                                                           \
    "trusted comment: a\n"                                                             \
    "p2pbTks4oAiqPujp0N8Jwh88Zf432qLN525HsPDMXU5X8SDCt204PtklGLrwDThbqBnmeHpd6/1d9To4" \
    "SxczCg==\n"

static inline urne_guard *guard_of(urne_str text)
{
    urne_guard *g = urne_guard_new();
    if (text.n > sizeof g->p) {
        urne_bug("a text that is too long");
    }
    memcpy(g->p, text.p, text.n);
    g->n = text.n;
    return g;
}

static inline urne_signed stock_signed(void)
{
    return (urne_signed){URNE_STR(STOCK_NAME), URNE_STR("clerk"),
                         URNE_STR(STOCK_BYTES)};
}

#endif

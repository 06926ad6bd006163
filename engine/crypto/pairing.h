/* crypto/pairing: e(P, Q) of BLS12-381, for P of G1 and Q of G2.
 *
 * The optimal ate pairing, cubed as everybody cubes it: the values are those of other
 * libraries. Bilinear, and 1 only when P or Q is zero. */
#ifndef URNE_CRYPTO_PAIRING_H
#define URNE_CRYPTO_PAIRING_H

#include "crypto/fp12.h"
#include "crypto/g1.h"
#include "crypto/g2.h"

/* The product of e(P[i], Q[i]). The points lie in their groups: urne_g1_read and
 * urne_g2_read see to it. */
urne_fp12 urne_pairing(const urne_g1 *p, const urne_g2 *q, size_t n);

#endif

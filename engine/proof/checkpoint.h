/* proof/checkpoint: the tree of a folder in the form that witnesses countersign: a
 * checkpoint of C2SP, signed as a note of C2SP (transcript-1 §20). */
#ifndef URNE_PROOF_CHECKPOINT_H
#define URNE_PROOF_CHECKPOINT_H

#include "crypto/sign.h"

/* Three lines: urne/1/CEREMONY, the lines of the tree, its root in base64. */
urne_str urne_checkpoint_text(urne_arena *arena, urne_str ceremony, uint64_t n,
                              const urne_hash *root);

/* The text, an empty line, and the line of the signature. */
urne_str urne_checkpoint_sign(urne_arena *arena, urne_str ceremony, urne_str text,
                              const urne_signer *signer);

#endif

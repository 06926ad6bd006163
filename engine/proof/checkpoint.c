#include "proof/checkpoint.h"

#include "crypto/sign_in.h"

/* The name of the tree and of who signs it. */
static void put_origin(urne_buf *buf, urne_str ceremony)
{
    urne_buf_addz(buf, "urne/1/");
    urne_buf_add(buf, ceremony);
}

static void put_base64(urne_buf *buf, const unsigned char *bytes, size_t n)
{
    urne_b64_write(urne_buf_reserve(buf, urne_b64_length(n)), bytes, n);
    buf->n += urne_b64_length(n);
}

urne_str urne_checkpoint_text(urne_arena *arena, urne_str ceremony, uint64_t n,
                              const urne_hash *root)
{
    urne_buf buf = urne_buf_new(arena, 128);
    put_origin(&buf, ceremony);
    urne_buf_addc(&buf, '\n');
    urne_buf_addu(&buf, n);
    urne_buf_addc(&buf, '\n');
    put_base64(&buf, root->b, URNE_HASH);
    urne_buf_addc(&buf, '\n');
    return urne_buf_str(&buf);
}

urne_str urne_checkpoint_sign(urne_arena *arena, urne_str ceremony, urne_str text,
                              const urne_signer *signer)
{
    enum { ID = 4, ED25519 = 1 };
    unsigned char signature[ID + URNE_SIG];
    urne_public_key key = urne_signer_public(signer);
    urne_sig sig = urne_sig_make(signer, text);
    urne_buf name = urne_buf_new(arena, 256), buf = urne_buf_new(arena, text.n + 256);
    put_origin(&name, ceremony);
    urne_str origin = urne_buf_str(&name);
    urne_buf_addc(&name, '\n');
    urne_buf_addc(&name, ED25519);
    urne_buf_add(&name, (urne_str){(const char *)key.point, URNE_POINT});
    urne_hash id = urne_sha256(urne_buf_str(&name));
    memcpy(signature, id.b, ID);
    memcpy(signature + ID, sig.b, URNE_SIG);
    urne_buf_add(&buf, text);
    urne_buf_addz(&buf, "\n\xE2\x80\x94 "); /* an em dash */
    urne_buf_add(&buf, origin);
    urne_buf_addc(&buf, ' ');
    put_base64(&buf, signature, sizeof signature);
    urne_buf_addc(&buf, '\n');
    return urne_buf_str(&buf);
}

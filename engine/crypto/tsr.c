#include "crypto/tsr.h"

#ifndef URNE_LIBCRYPTO

bool urne_tsr_able(void)
{
    return false;
}

bool urne_tsr_authorities_ok(urne_str pem)
{
    (void)pem;
    return false;
}

urne_tsr_fault urne_tsr_check(char time[URNE_TSR_TIME + 1], urne_str token,
                              const urne_hash *imprint, urne_str authorities)
{
    (void)token;
    (void)imprint;
    (void)authorities;
    time[0] = '\0';
    urne_bug("a token without libcrypto");
}

#else

#    include <openssl/err.h>
#    include <openssl/pem.h>
#    include <openssl/ts.h>
#    include <openssl/x509v3.h>

bool urne_tsr_able(void)
{
    return true;
}

/* ---- certificates that the user trusts ---- */

/* Adds each certificate of the text to `store` (or only reads them, when NULL). */
static bool add_authorities(X509_STORE *store, urne_str pem)
{
    size_t n = 0;
    BIO *in = pem.n > INT32_MAX ? NULL : BIO_new_mem_buf(pem.p, (int)pem.n);
    if (in == NULL) {
        return false;
    }
    bool sound = true;
    X509 *cert;
    while (sound && (cert = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL) {
        sound = store == NULL || X509_STORE_add_cert(store, cert) == 1;
        X509_free(cert);
        n++;
    }
    /* At the end of the text no line begins a certificate; all else is a broken one. */
    sound = sound && ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    BIO_free(in);
    return sound && n > 0;
}

bool urne_tsr_authorities_ok(urne_str pem)
{
    return add_authorities(NULL, pem);
}

/* ---- a token ---- */

/* A token being judged; what is borrowed from `response` is not freed. */
typedef struct judged {
    TS_RESP *response;
    PKCS7 *token;      /* borrowed */
    TS_TST_INFO *info; /* borrowed */
    STACK_OF(X509) * signers;
    X509 *signer; /* borrowed */
    time_t at;
} judged;

static bool digits(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9') {
            return false;
        }
    }
    return true;
}

/* genTime, "20261005161500.25Z", as TIME without its fraction. */
static bool read_time(char time[URNE_TSR_TIME + 1], const ASN1_GENERALIZEDTIME *from)
{
    enum { WHOLE = 14 };
    const unsigned char *p = ASN1_STRING_get0_data(from);
    size_t n = (size_t)ASN1_STRING_length(from);
    size_t fraction = n > WHOLE + 1 ? n - WHOLE - 2 : 0;
    if (n < WHOLE + 1 || !digits(p, WHOLE) || p[n - 1] != 'Z' ||
        (n > WHOLE + 1 &&
         (p[WHOLE] != '.' || fraction == 0 || !digits(p + WHOLE + 1, fraction)))) {
        return false;
    }
    static const char form[] = "####-##-##T##:##:##Z";
    size_t from_digit = 0;
    for (size_t i = 0; i < sizeof form; i++) {
        time[i] = form[i] == '#' ? (char)p[from_digit++] : form[i];
    }
    return true;
}

/* Status granted, with or without changes; a SignedData of one signer over a TSTInfo of
 * version 1, with the certificate of the signer. */
static bool open_token(judged *j, char time[URNE_TSR_TIME + 1], urne_str token)
{
    const unsigned char *p = (const unsigned char *)token.p;
    j->response = d2i_TS_RESP(NULL, &p, (long)token.n);
    if (j->response == NULL || p != (const unsigned char *)token.p + token.n) {
        return false;
    }
    const ASN1_INTEGER *status =
        TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(j->response));
    j->token = TS_RESP_get_token(j->response);
    j->info = TS_RESP_get_tst_info(j->response);
    if (ASN1_INTEGER_get(status) < 0 || ASN1_INTEGER_get(status) > 1 ||
        j->token == NULL || j->info == NULL || !PKCS7_type_is_signed(j->token) ||
        TS_TST_INFO_get_version(j->info) != 1 ||
        sk_PKCS7_SIGNER_INFO_num(PKCS7_get_signer_info(j->token)) != 1) {
        return false;
    }
    j->signers = PKCS7_get0_signers(j->token, NULL, 0);
    j->signer = sk_X509_num(j->signers) == 1 ? sk_X509_value(j->signers, 0) : NULL;
    struct tm parts;
    const ASN1_GENERALIZEDTIME *at = TS_TST_INFO_get_time(j->info);
    return j->signer != NULL && ASN1_TIME_to_tm(at, &parts) == 1 && read_time(time, at);
}

static bool imprint_is(const judged *j, const urne_hash *due)
{
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(j->info);
    const ASN1_OBJECT *algorithm;
    int parameter;
    X509_ALGOR_get0(&algorithm, &parameter, NULL, TS_MSG_IMPRINT_get_algo(imprint));
    const ASN1_OCTET_STRING *hash = TS_MSG_IMPRINT_get_msg(imprint);
    return OBJ_obj2nid(algorithm) == NID_sha256 &&
           (parameter == V_ASN1_UNDEF || parameter == V_ASN1_NULL) &&
           ASN1_STRING_length(hash) == URNE_HASH &&
           memcmp(ASN1_STRING_get0_data(hash), due->b, URNE_HASH) == 0;
}

/* For timestamps and nothing else, and valid at that time. */
static bool certificate_serves(judged *j)
{
    int critical = -1;
    EXTENDED_KEY_USAGE *usage =
        X509_get_ext_d2i(j->signer, NID_ext_key_usage, &critical, NULL);
    bool only = usage != NULL && critical == 1 && sk_ASN1_OBJECT_num(usage) == 1 &&
                OBJ_obj2nid(sk_ASN1_OBJECT_value(usage, 0)) == NID_time_stamp;
    EXTENDED_KEY_USAGE_free(usage);
    const ASN1_GENERALIZEDTIME *at = TS_TST_INFO_get_time(j->info);
    if (!only || X509_check_purpose(j->signer, X509_PURPOSE_TIMESTAMP_SIGN, 0) != 1) {
        return false;
    }
    /* Seconds since 1970 of a time that is valid; mktime would ask the time zone. */
    int days = 0, seconds = 0;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    bool known = epoch != NULL && ASN1_TIME_diff(&days, &seconds, epoch, at) == 1;
    ASN1_TIME_free(epoch);
    j->at = (time_t)days * 86400 + seconds;
    return known && ASN1_TIME_compare(X509_get0_notBefore(j->signer), at) <= 0 &&
           ASN1_TIME_compare(X509_get0_notAfter(j->signer), at) >= 0;
}

/* The signature and, through `store`, the chain of its certificate. */
static bool verifies(const judged *j, X509_STORE *store)
{
    X509 *signer = NULL;
    X509_VERIFY_PARAM *how = X509_STORE_get0_param(store);
    X509_VERIFY_PARAM_set_time(how, j->at);
    X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN);
    bool good = TS_RESP_verify_signature(j->token, NULL, store, &signer) == 1;
    X509_free(signer);
    return good;
}

/* The same with the signer's own certificate trusted: what is left is the signature. */
static bool signature_holds(const judged *j)
{
    X509_STORE *store = X509_STORE_new();
    bool good = store != NULL && X509_STORE_add_cert(store, j->signer) == 1 &&
                verifies(j, store);
    X509_STORE_free(store);
    return good;
}

static bool authority_known(const judged *j, urne_str authorities)
{
    X509_STORE *store = X509_STORE_new();
    bool good =
        store != NULL && add_authorities(store, authorities) && verifies(j, store);
    X509_STORE_free(store);
    return good;
}

urne_tsr_fault urne_tsr_check(char time[URNE_TSR_TIME + 1], urne_str token,
                              const urne_hash *imprint, urne_str authorities)
{
    judged j = {.response = NULL};
    urne_tsr_fault fault = URNE_TSR_SOUND;
    if (token.n > URNE_TSR_MAX || !open_token(&j, time, token)) {
        fault = URNE_TSR_FORM;
    } else if (!imprint_is(&j, imprint)) {
        fault = URNE_TSR_IMPRINT;
    } else if (!certificate_serves(&j)) {
        fault = URNE_TSR_CERTIFICATE;
    } else if (!signature_holds(&j)) {
        fault = URNE_TSR_SIGNATURE;
    } else if (authorities.p != NULL && !authority_known(&j, authorities)) {
        fault = URNE_TSR_AUTHORITY;
    }
    sk_X509_free(j.signers);
    TS_RESP_free(j.response);
    ERR_clear_error();
    return fault;
}

#endif

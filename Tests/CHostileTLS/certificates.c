#include "CHostileTLS.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

static EVP_PKEY *new_key(const char *type) {
    if (strcmp(type, "RSA") == 0) return EVP_RSA_gen(2048);
    if (strcmp(type, "ED25519") == 0) return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    return EVP_EC_gen(type);
}

static X509 *read_certificate(const char *pem) {
    BIO *bio = BIO_new_mem_buf(pem, -1);
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    BIO_free(bio);
    return certificate;
}

// The bytes of a memory BIO as a string, and its end.
static char *finish(BIO *bio, bool good) {
    char *start = NULL, *copy = NULL;
    long length = bio ? BIO_get_mem_data(bio, &start) : 0;
    if (good && length > 0) copy = strndup(start, (size_t)length);
    BIO_free(bio);
    return copy;
}

// Always of one length, so that certificates are.
static bool set_chance_serial(X509 *certificate) {
    BIGNUM *number = BN_new();
    bool good = number && BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY)
        && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return good;
}

static bool set_common_name(X509 *certificate, const char *name) {
    return X509_NAME_add_entry_by_txt(
        X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
}

static bool extend(X509 *certificate, int nid, const char *value) {
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);
    bool good = extension && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return good;
}

// So many bytes that mean nothing.
static bool pad(X509 *certificate, size_t count) {
    unsigned char *zeros = OPENSSL_zalloc(count);
    ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new();
    X509_EXTENSION *extension = NULL;
    bool good = zeros && value && ASN1_OCTET_STRING_set(value, zeros, (int)count)
        && (extension = X509_EXTENSION_create_by_NID(NULL, NID_netscape_comment, 0, value))
        && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(value);
    OPENSSL_free(zeros);
    return good;
}

typedef struct {
    EVP_PKEY *key;
    const char *host;
    int64_t not_before, not_after;
    X509 *model;
    X509 *issuer;
    EVP_PKEY *issuer_key;
    size_t padding;
} request;

static X509 *new_certificate(const request *request) {
    X509 *certificate = X509_new();
    if (!certificate) return NULL;
    bool good = X509_set_version(certificate, X509_VERSION_3)
        && ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)request->not_before)
        && ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)request->not_after)
        && X509_set_pubkey(certificate, request->key);
    X509 *model = request->model;
    if (model) {
        good = good && X509_set_serialNumber(certificate, X509_get_serialNumber(model))
            && X509_set_subject_name(certificate, X509_get_subject_name(model));
    } else {
        good = good && set_chance_serial(certificate) && set_common_name(certificate, request->host);
    }
    X509 *issuer = request->issuer ? request->issuer : certificate;
    good = good && X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    char names[300];
    snprintf(names, sizeof names, "DNS:%s,IP:127.0.0.1", request->host);
    good = good && extend(certificate, NID_subject_alt_name, names);
    if (request->padding > 0) good = good && pad(certificate, request->padding);
    EVP_PKEY *signer = request->issuer_key ? request->issuer_key : request->key;
    const EVP_MD *digest = EVP_PKEY_is_a(signer, "ED25519") ? NULL : EVP_sha256();
    if (good && X509_sign(certificate, signer, digest)) return certificate;
    X509_free(certificate);
    return NULL;
}

static char *write_all(EVP_PKEY *key, X509 *certificate, X509 *authority) {
    BIO *bio = BIO_new(BIO_s_mem());
    bool good = bio && PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL)
        && PEM_write_bio_X509(bio, certificate) && (!authority || PEM_write_bio_X509(bio, authority));
    return finish(bio, good);
}

char *hostile_credentials(
    const char *key_type, const char *host, int64_t not_before, int64_t not_after, const char *model,
    HostileIssuer issuer, size_t length) {
    ERR_clear_error();
    enum { first_padding = 1000 };
    request wanted = {.host = host, .not_before = not_before, .not_after = not_after};
    wanted.key = new_key(key_type);
    wanted.model = model ? read_certificate(model) : NULL;
    wanted.padding = length > 0 ? first_padding : 0;
    bool good = wanted.key && (!model || wanted.model);
    if (good && issuer != HostileIssuerItself) {
        request authority = {.host = "authority.example", .not_before = not_before, .not_after = not_after};
        authority.key = wanted.issuer_key = new_key("P-256");
        wanted.issuer = authority.key ? new_certificate(&authority) : NULL;
        good = wanted.issuer;
    }
    X509 *certificate = good ? new_certificate(&wanted) : NULL;
    if (certificate && length > 0) {
        // With two bytes for each length from here to 65,535, a byte more of padding is one more in all.
        wanted.padding = first_padding + length - (size_t)i2d_X509(certificate, NULL);
        X509_free(certificate);
        certificate = new_certificate(&wanted);
    }
    bool shows = issuer == HostileIssuerShownAuthority;
    char *pem = certificate ? write_all(wanted.key, certificate, shows ? wanted.issuer : NULL) : NULL;
    X509_free(certificate);
    X509_free(wanted.issuer);
    X509_free(wanted.model);
    EVP_PKEY_free(wanted.issuer_key);
    EVP_PKEY_free(wanted.key);
    return pem;
}

// The secret of one key beside the public half of another.
static EVP_PKEY *join(BIGNUM *secret, const unsigned char *point, size_t length) {
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM *parameters = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_PKEY *key = NULL;
    if (builder && context && OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0)
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, secret)
        && OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, length)
        && (parameters = OSSL_PARAM_BLD_to_param(builder)) && EVP_PKEY_fromdata_init(context) == 1
        && EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters) != 1) {
        key = NULL;
    }
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    EVP_PKEY_CTX_free(context);
    return key;
}

char *hostile_forged_key(const char *pem) {
    ERR_clear_error();
    X509 *certificate = read_certificate(pem);
    EVP_PKEY *right = certificate ? X509_get0_pubkey(certificate) : NULL;
    EVP_PKEY *other = EVP_EC_gen("P-256");
    BIGNUM *secret = NULL;
    unsigned char point[65];
    size_t length = 0;
    EVP_PKEY *forged = NULL;
    if (right && other
        && EVP_PKEY_get_octet_string_param(right, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length)
        && EVP_PKEY_get_bn_param(other, OSSL_PKEY_PARAM_PRIV_KEY, &secret)) {
        forged = join(secret, point, length);
    }
    BIO *bio = forged ? BIO_new(BIO_s_mem()) : NULL;
    char *text = finish(bio, bio && PEM_write_bio_PKCS8PrivateKey(bio, forged, NULL, NULL, 0, NULL, NULL));
    BN_clear_free(secret);
    EVP_PKEY_free(forged);
    EVP_PKEY_free(other);
    X509_free(certificate);
    return text;
}

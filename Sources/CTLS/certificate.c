// Keys and certificates: reading them, making them, and what they are known by.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <string.h>
#include <time.h>

#include "internal.h"

EVP_PKEY *ctls_generate_key(void) {
    ERR_clear_error();
    ctls_takes_locked = true;
    EVP_PKEY *key = EVP_EC_gen("P-256");
    ctls_takes_locked = false;
    return key;
}

static int no_passphrase(char *buffer, int size, int writing, void *argument) {
    (void)buffer, (void)size, (void)writing, (void)argument;
    return -1;
}

EVP_PKEY *ctls_read_key(BIO *bio) {
    ERR_clear_error();
    ctls_takes_locked = true;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
    ctls_takes_locked = false;
    return key;
}

static bool digest(unsigned char *der, int length, unsigned char *pin) {
    bool good = length > 0 && EVP_Digest(der, (size_t)length, pin, NULL, EVP_sha256(), NULL) == 1;
    OPENSSL_free(der);
    return good;
}

bool ctls_key_pin(EVP_PKEY *key, unsigned char *pin) {
    unsigned char *der = NULL;
    int length = i2d_PUBKEY(key, &der);
    return digest(der, length, pin);
}

// X509_pubkey_digest will not do: it leaves out the algorithm, and curl's pins do not.
bool ctls_certificate_pin(X509 *certificate, unsigned char *pin) {
    unsigned char *der = NULL;
    int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    return digest(der, length, pin);
}

bool ctls_time(const ASN1_TIME *time, int64_t *seconds) {
    struct tm parts;
    if (!ASN1_TIME_to_tm(time, &parts)) return false;
    *seconds = timegm(&parts);
    return true;
}

size_t ctls_bio_contents(BIO *bio, const unsigned char **bytes) {
    char *start = NULL;
    long length = BIO_get_mem_data(bio, &start);
    *bytes = (const unsigned char *)start;
    return length > 0 ? (size_t)length : 0;
}

GENERAL_NAMES *ctls_names_new(void) {
    return GENERAL_NAMES_new();
}

void ctls_names_free(GENERAL_NAMES *names) {
    GENERAL_NAMES_free(names);
}

// Owns `value`, whatever comes of it.
static bool add(GENERAL_NAMES *names, int type, ASN1_STRING *value) {
    GENERAL_NAME *name = GENERAL_NAME_new();
    if (!name || !value) {
        GENERAL_NAME_free(name);
        ASN1_STRING_free(value);
        return false;
    }
    GENERAL_NAME_set0_value(name, type, value);
    if (sk_GENERAL_NAME_push(names, name) > 0) return true;
    GENERAL_NAME_free(name);
    return false;
}

bool ctls_names_add_host(GENERAL_NAMES *names, const char *host) {
    ASN1_IA5STRING *value = ASN1_IA5STRING_new();
    if (value && !ASN1_STRING_set(value, host, -1)) {
        ASN1_IA5STRING_free(value);
        value = NULL;
    }
    return add(names, GEN_DNS, value);
}

bool ctls_names_add_address(GENERAL_NAMES *names, const char *address) {
    ERR_clear_error();
    return add(names, GEN_IPADD, a2i_IPADDRESS(address));
}

GENERAL_NAMES *ctls_certificate_names(const X509 *certificate) {
    return X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}

int ctls_names_count(const GENERAL_NAMES *names) {
    return sk_GENERAL_NAME_num(names);
}

size_t ctls_names_text(const GENERAL_NAMES *names, int index, char *buffer, size_t capacity) {
    int type = 0;
    const void *value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, index), &type);
    // Those of other kinds are other structures.
    if (type != GEN_DNS && type != GEN_IPADD) return 0;
    const unsigned char *bytes = ASN1_STRING_get0_data(value);
    size_t length = (size_t)ASN1_STRING_length(value);
    if (type == GEN_DNS && length <= capacity) {
        memcpy(buffer, bytes, length);
        return length;
    }
    if (type == GEN_IPADD && (length == 4 || length == 16)) {
        int family = length == 4 ? AF_INET : AF_INET6;
        if (inet_ntop(family, bytes, buffer, (socklen_t)capacity)) return strlen(buffer);
    }
    return 0;
}

static bool extend(X509 *certificate, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    bool good = extension && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return good;
}

// 127 random bits: positive and within the 20 octets of RFC 5280, 4.1.2.2.
static bool set_serial(X509 *certificate) {
    BIGNUM *number = BN_new();
    bool good = number && BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY)
        && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return good;
}

static bool set_name(X509 *certificate, const char *common_name) {
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_txt(
               name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1, 0)
        && X509_set_issuer_name(certificate, name);
}

X509 *ctls_certificate_new(
    EVP_PKEY *key, const char *common_name, GENERAL_NAMES *names, int64_t not_before, int64_t not_after) {
    ERR_clear_error();
    X509 *certificate = X509_new();
    if (!certificate) return NULL;
    // serverAuth for a server; clientAuth because a person's own key is shown in such a certificate too.
    if (X509_set_version(certificate, X509_VERSION_3) && set_serial(certificate)
        && set_name(certificate, common_name)
        && ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)not_before)
        && ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)not_after)
        && X509_set_pubkey(certificate, key)
        && extend(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && extend(certificate, NID_key_usage, "critical,digitalSignature")
        && extend(certificate, NID_ext_key_usage, "serverAuth,clientAuth")
        && extend(certificate, NID_subject_key_identifier, "hash")
        // RFC 5280, 4.2.1.1, lets a self-signed certificate go without, but strict verifiers ask for it.
        && extend(certificate, NID_authority_key_identifier, "keyid:always")
        && (sk_GENERAL_NAME_num(names) == 0
            || X509_add1_ext_i2d(certificate, NID_subject_alt_name, names, 0, X509V3_ADD_DEFAULT) == 1)
        && X509_sign(certificate, key, EVP_sha256())) {
        return certificate;
    }
    X509_free(certificate);
    return NULL;
}

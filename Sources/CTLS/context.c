// The settings that every connection shares, and the callbacks that judge a peer.

#include <string.h>
#include <time.h>

#include "internal.h"

// AES first: measured on whole records with OpenSSL 3.0.22 on an AMD EPYC with AES in hardware, sealing and
// opening 64 bytes takes 1.7 µs with either AES and 2.5 µs with ChaCha20, 1 KiB 2.4 and 3.0. AES-128 before
// AES-256 for its hash: with SHA-256, which that processor has too, a server's part of a handshake takes a
// tenth less time than with SHA-384. X25519 and P-256 are as strong as AES-128 (NIST SP 800-57, table 2).
static const char suites[] =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";

// The hybrid group exists since OpenSSL 3.5; an older library refuses the whole list that names it.
static const char hybrid_groups[] = "X25519MLKEM768:X25519:P-256:P-384";
static const char groups[] = "X25519:P-256:P-384";

enum {
    max_certificate_list = 16 * 1024,
    window_seconds = 60,
};

bool ctls_offers(
    const unsigned char *list, size_t list_length, const unsigned char *name, size_t name_length) {
    for (size_t at = 0; at < list_length; at += 1 + (size_t)list[at]) {
        size_t length = list[at];
        if (length > list_length - at - 1) return false;
        if (length == name_length && memcmp(list + at + 1, name, length) == 0) return true;
    }
    return false;
}

// Our own comparison, because SSL_select_next_proto answers with the client's first name when nothing fits.
// Called only when the client offers ALPN: without it the session has no protocol, and that is allowed.
static int choose_protocol(
    SSL *ssl, const unsigned char **chosen, unsigned char *chosen_length, const unsigned char *offered,
    unsigned int offered_length, void *argument) {
    const ctls_context *context = argument;
    const unsigned char *ours = context->protocols;
    for (size_t at = 0; at < context->protocols_length; at += 1 + (size_t)ours[at]) {
        if (!ctls_offers(offered, offered_length, ours + at + 1, ours[at])) continue;
        *chosen = ours + at + 1;
        *chosen_length = ours[at];
        // Only our own clients are asked for a certificate, and this is the first moment at which one is
        // known. It is asked for, not demanded: that would be SSL_VERIFY_FAIL_IF_NO_PEER_CERT.
        SSL_set_verify(ssl, SSL_VERIFY_PEER, NULL);
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Stands in for the whole verification of a chain: no authority, no name and no date has a say, only the key.
// Called with the peer's Certificate message in hand, before anything of ours is sent in answer.
static int judge_key(X509_STORE_CTX *store, void *argument) {
    const ctls_context *context = argument;
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    ctls_connection *connection = ssl ? ctls_attached(ssl) : NULL;
    X509 *certificate = X509_STORE_CTX_get0_cert(store);
    X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED);
    if (!connection || !certificate) return 0;
    if (!ctls_certificate_pin(certificate, connection->peer_pin)) return 0;
    if (!ctls_time(X509_get0_notAfter(certificate), &connection->peer_not_after)) return 0;
    connection->presented = true;

    // Every pin is compared to its end, whichever fits, so that time tells nothing.
    unsigned matches = context->accepts_any_key;
    for (size_t i = 0; i < context->pin_count; i++) {
        const unsigned char *pin = context->pins + i * CTLS_PIN_LENGTH;
        matches |= CRYPTO_memcmp(pin, connection->peer_pin, CTLS_PIN_LENGTH) == 0;
    }
    if (!matches) return 0;
    connection->trusted = true;
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

// A peer may change its key as often as it likes, and each time costs us two HKDF runs for thirty bytes of
// its own, so it is counted: more than so many in a minute that began with the first of them is a flood. A
// NewSessionTicket counts too, since a hostile server could send those instead.
static void watch_messages(
    int sent, int version, int type, const void *bytes, size_t length, SSL *ssl, void *argument) {
    (void)version;
    if (sent || type != SSL3_RT_HANDSHAKE || length == 0) return;
    unsigned char message = *(const unsigned char *)bytes;
    if (message != SSL3_MT_KEY_UPDATE && message != SSL3_MT_NEWSESSION_TICKET) return;
    ctls_connection *connection = argument;
    if (!connection || connection->state != CTLS_OPEN) return;

    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    connection->post_handshake_messages += 1;
    if (connection->messages_in_window == 0 || now.tv_sec - connection->window_start >= window_seconds) {
        connection->window_start = now.tv_sec;
        connection->messages_in_window = 0;
    }
    if (connection->messages_in_window == connection->context->messages_per_minute) {
        connection->flooded = true;
        // Else OpenSSL would see to all that it has read ahead before it comes back: 600 more, which take a
        // twentieth of a second.
        SSL_set_shutdown(ssl, SSL_get_shutdown(ssl) | SSL_RECEIVED_SHUTDOWN);
    } else {
        connection->messages_in_window += 1;
    }
}

static bool configure(ctls_context *context, const ctls_settings *settings) {
    SSL_CTX *ctx = context->ssl_ctx;
    if (!SSL_CTX_set_min_proto_version(ctx, settings->minimum_version)) return false;
    if (!SSL_CTX_set_max_proto_version(ctx, settings->maximum_version)) return false;
    SSL_CTX_set_security_level(ctx, 2);
    if (!SSL_CTX_set_ciphersuites(ctx, suites)) return false;
    ERR_set_mark();
    bool hybrid = SSL_CTX_set1_groups_list(ctx, hybrid_groups);
    ERR_pop_to_mark();
    if (!hybrid && !SSL_CTX_set1_groups_list(ctx, groups)) return false;

    // SSL_OP_IGNORE_UNEXPECTED_EOF is left alone: with it a cut would pass for a goodbye.
    SSL_CTX_set_options(
        ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // Swift's arrays move, so what is written again after want-write may lie elsewhere than before. Without
    // AUTO_RETRY control records come back to us after each read from the socket, so they can be counted.
    SSL_CTX_set_mode(
        ctx, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_clear_mode(ctx, SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_read_ahead(ctx, 1);

    // No resumption: tickets set to none, not forbidden, since SSL_OP_NO_TICKET sends stateful ones instead.
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    if (!SSL_CTX_set_num_tickets(ctx, 0)) return false;
    if (!SSL_CTX_set_max_early_data(ctx, 0)) return false;
    SSL_CTX_set_max_cert_list(ctx, max_certificate_list);

    SSL_CTX_set_cert_verify_callback(ctx, judge_key, context);
    SSL_CTX_set_msg_callback(ctx, watch_messages);
    if (settings->certificate && settings->key) {
        if (!SSL_CTX_use_certificate(ctx, settings->certificate)) return false;
        if (!SSL_CTX_use_PrivateKey(ctx, settings->key)) return false;
        if (!SSL_CTX_check_private_key(ctx)) return false;
    }
    if (settings->server) {
        SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
        if (context->protocols_length > 0) SSL_CTX_set_alpn_select_cb(ctx, choose_protocol, context);
    } else {
        SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
        SSL_CTX_set_post_handshake_auth(ctx, 0);
        // The one setter of OpenSSL that answers 0 for success.
        unsigned int length = (unsigned int)context->protocols_length;
        if (SSL_CTX_set_alpn_protos(ctx, context->protocols, length)) return false;
    }
    return true;
}

ctls_context *ctls_context_new(const ctls_settings *settings) {
    ERR_clear_error();
    ctls_context *context = OPENSSL_zalloc(sizeof *context);
    if (!context) return NULL;
    context->server = settings->server;
    context->accepts_any_key = settings->accepts_any_key || settings->server;
    context->messages_per_minute = settings->messages_per_minute;
    context->pin_count = settings->pin_count;
    context->protocols_length = settings->protocols_length;
    // OPENSSL_memdup answers NULL for nothing, which is no failure here.
    context->pins = OPENSSL_memdup(settings->pins, settings->pin_count * CTLS_PIN_LENGTH);
    context->protocols = OPENSSL_memdup(settings->protocols, settings->protocols_length);
    context->ssl_ctx = SSL_CTX_new(settings->server ? TLS_server_method() : TLS_client_method());
    if ((settings->pin_count > 0 && !context->pins) || (settings->protocols_length > 0 && !context->protocols)
        || !context->ssl_ctx || !configure(context, settings)) {
        ctls_context_free(context);
        return NULL;
    }
    return context;
}

bool ctls_context_add_intermediate(ctls_context *context, X509 *certificate) {
    ERR_clear_error();
    return SSL_CTX_add1_chain_cert(context->ssl_ctx, certificate) == 1;
}

void ctls_context_free(ctls_context *context) {
    SSL_CTX_free(context->ssl_ctx);
    OPENSSL_free(context->pins);
    OPENSSL_free(context->protocols);
    OPENSSL_free(context);
}

#include "CHostileTLS.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { patience_seconds = 30 };

// One session and what belongs to it.
typedef struct {
    int descriptor;
    SSL_CTX *context;
    SSL *ssl;
} session;

static int connect_to(uint16_t port) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    struct timeval patience = {.tv_sec = patience_seconds};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
    close(descriptor);
    return -1;
}

static void end(session *session) {
    SSL_free(session->ssl);
    SSL_CTX_free(session->context);
    if (session->descriptor >= 0) close(session->descriptor);
}

// A session that has not shaken hands; false where there is none, and nothing is to be ended.
static bool begin(session *session, uint16_t port, int version) {
    ERR_clear_error();
    session->ssl = NULL;
    session->context = SSL_CTX_new(TLS_client_method());
    session->descriptor = connect_to(port);
    if (session->context && session->descriptor >= 0
        && SSL_CTX_set_min_proto_version(session->context, version)
        && SSL_CTX_set_max_proto_version(session->context, version)) {
        SSL_CTX_set_verify(session->context, SSL_VERIFY_NONE, NULL);
        session->ssl = SSL_new(session->context);
    }
    if (session->ssl && SSL_set_fd(session->ssl, session->descriptor)) return true;
    end(session);
    return false;
}

// The alert by which the peer ended it, of OpenSSL's reasons for that; -1 where it ended otherwise.
static int received_alert(void) {
    int reason = ERR_GET_REASON(ERR_peek_last_error());
    return reason > SSL_AD_REASON_OFFSET ? reason - SSL_AD_REASON_OFFSET : -1;
}

int hostile_handshake(uint16_t port, int version, const char *protocol) {
    session session;
    if (!begin(&session, port, version)) return -1;
    if (protocol) {
        unsigned char list[256] = {(unsigned char)strnlen(protocol, 255)};
        memcpy(list + 1, protocol, list[0]);
        SSL_set_alpn_protos(session.ssl, list, list[0] + 1u);
    }
    int answer = SSL_connect(session.ssl) == 1 ? 0 : received_alert();
    end(&session);
    return answer;
}

int hostile_second_hello(uint16_t port) {
    // The beginning of a record of 512 bytes that has a ClientHello.
    unsigned char hello[5 + 512] = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03};
    session session;
    if (!begin(&session, port, TLS1_3_VERSION)) return -1;
    int answer = -1;
    if (SSL_connect(session.ssl) == 1
        && write(session.descriptor, hello, sizeof hello) == (ssize_t)sizeof hello) {
        char bytes[256];
        while (SSL_read(session.ssl, bytes, sizeof bytes) > 0) {}
        answer = received_alert();
    }
    end(&session);
    return answer;
}

// A session such as only a ticket, or a secret that both ends know, could give.
static int use_forged_session(
    SSL *ssl, const EVP_MD *digest, const unsigned char **id, size_t *length, SSL_SESSION **forged) {
    (void)digest;
    static const unsigned char name[] = "forged", secret[48] = {1}, suite[] = {0x13, 0x02};
    const SSL_CIPHER *cipher = SSL_CIPHER_find(ssl, suite);
    SSL_SESSION *made = SSL_SESSION_new();
    if (!cipher || !made || !SSL_SESSION_set1_master_key(made, secret, sizeof secret)
        || !SSL_SESSION_set_cipher(made, cipher) || !SSL_SESSION_set_protocol_version(made, TLS1_3_VERSION)
        || !SSL_SESSION_set_max_early_data(made, 4096)) {
        SSL_SESSION_free(made);
        return 0;
    }
    *id = name;
    *length = sizeof name - 1;
    *forged = made;
    return 1;
}

int hostile_early_data(uint16_t port, const char *text) {
    session session;
    if (!begin(&session, port, TLS1_3_VERSION)) return -1;
    SSL_set_psk_use_session_callback(session.ssl, use_forged_session);
    size_t written = 0;
    int answer = -1;
    if (SSL_write_early_data(session.ssl, text, strlen(text), &written) == 1
        && SSL_connect(session.ssl) == 1) {
        char byte;
        // What the server says first comes after all that it was sent before.
        if (SSL_read(session.ssl, &byte, 1) == 1) answer = SSL_get_early_data_status(session.ssl);
    }
    end(&session);
    return answer;
}

static int count_ticket(SSL *ssl, SSL_SESSION *ticket) {
    (void)ticket;
    *(int *)SSL_get_app_data(ssl) += 1;
    return 0;
}

int hostile_tickets(uint16_t port) {
    session session;
    if (!begin(&session, port, TLS1_3_VERSION)) return -1;
    int count = 0;
    char byte;
    SSL_CTX_set_session_cache_mode(session.context, SSL_SESS_CACHE_CLIENT);
    SSL_CTX_sess_set_new_cb(session.context, count_ticket);
    SSL_set_app_data(session.ssl, &count);
    if (SSL_connect(session.ssl) != 1 || SSL_read(session.ssl, &byte, 1) != 1) count = -1;
    end(&session);
    return count;
}

long hostile_key_updates(uint16_t port, long maximum, bool asks, bool *is_alive) {
    *is_alive = false;
    session session;
    if (!begin(&session, port, TLS1_3_VERSION)) return -1;
    if (SSL_connect(session.ssl) != 1) {
        end(&session);
        return -1;
    }
    int kind = asks ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED;
    long sent = 0;
    // The second call sends it at once, not with the next write.
    while (sent < maximum && SSL_key_update(session.ssl, kind) && SSL_do_handshake(session.ssl) == 1) {
        sent += 1;
    }
    char byte;
    *is_alive = sent == maximum && SSL_read(session.ssl, &byte, 1) == 1;
    end(&session);
    return sent;
}

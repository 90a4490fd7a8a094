// One session: the four calls that move bytes, and what can be asked of it.
//
// OpenSSL keeps its errors in a queue per thread, and SSL_get_error looks into it: whatever an earlier call
// left there, on any other connection of this thread, would be taken for this one's. So each call begins with
// an empty queue, and leaves something in it only when it failed.

#include <errno.h>

#include "internal.h"

static ctls_result done(size_t bytes) {
    return (ctls_result){.status = CTLSStatusDone, .bytes = bytes};
}

static ctls_result answer(CTLSStatus status) {
    return (ctls_result){.status = status};
}

static ctls_result cut(ctls_connection *connection) {
    connection->state = CTLS_CUT;
    ERR_clear_error();
    return answer(CTLSStatusCut);
}

static ctls_result failed(ctls_connection *connection, int error) {
    connection->state = CTLS_FAILED;
    return (ctls_result){.status = CTLSStatusFailed, .error = error};
}

// The peer or the path to it went away. Not our mistake, and nothing that the reader of a log can mend.
static bool means_cut(int error) {
    switch (error) {
    case 0:
    case ECONNABORTED:
    case ECONNRESET:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENETDOWN:
    case ENETUNREACH:
    case EPIPE:
    case ETIMEDOUT:
        return true;
    default:
        return false;
    }
}

// What an earlier failure left in the thread's queue would be taken for this call's (SSL_get_error(3)).
// Looking is a tenth of the cost of clearing, and the queue is nearly always empty.
static void prepare(void) {
    if (ERR_peek_error() != 0) ERR_clear_error();
    errno = 0;
}

static ctls_result unsuccessful(ctls_connection *connection, int returned) {
    int error = errno;
    switch (SSL_get_error(connection->ssl, returned)) {
    case SSL_ERROR_WANT_READ:
        return answer(CTLSStatusWantRead);
    case SSL_ERROR_WANT_WRITE:
        return answer(CTLSStatusWantWrite);
    case SSL_ERROR_ZERO_RETURN:
        return answer(CTLSStatusClosed);
    case SSL_ERROR_SYSCALL:
        return means_cut(error) ? cut(connection) : failed(connection, error);
    default:
        if (ERR_GET_LIB(ERR_peek_error()) == ERR_LIB_SSL
            && ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
            return cut(connection);
        }
        // errno is left out: it is what sending the alert left behind, if anything.
        return failed(connection, 0);
    }
}

// Bytes of the application go neither way before the handshake was confirmed, nor after a failure.
static ctls_result not_open(ctls_connection *connection) {
    if (connection->state == CTLS_CUT) return answer(CTLSStatusCut);
    ERR_clear_error();
    bool has_failed = connection->state == CTLS_FAILED;
    ERR_raise_data(
        ERR_LIB_USER, CTLS_REASON_NOT_OPEN, "%s",
        has_failed ? "the connection has failed before" : "the handshake is not complete");
    return (ctls_result){.status = CTLSStatusFailed};
}

ctls_connection *ctls_connection_new(const ctls_context *context, int descriptor, ctls_outbox *outbox) {
    ERR_clear_error();
    ctls_connection *connection = OPENSSL_zalloc(sizeof *connection);
    if (!connection) return NULL;
    connection->context = context;
    connection->descriptor = descriptor;
    connection->outbox = outbox;
    connection->ssl = SSL_new(context->ssl_ctx);
    if (!connection->ssl || !ctls_transport_begin(connection)) {
        ctls_connection_free(connection);
        return NULL;
    }
    SSL_set_msg_callback_arg(connection->ssl, connection);
    ctls_attach(connection->ssl, connection);
    if (context->server) {
        SSL_set_accept_state(connection->ssl);
    } else {
        SSL_set_connect_state(connection->ssl);
    }
    return connection;
}

void ctls_connection_free(ctls_connection *connection) {
    ctls_forget_unsent(connection);
    SSL_free(connection->ssl);
    OPENSSL_free(connection);
}

// What the callbacks saw to inside the handshake is looked at once more when it is over.
static bool confirm(const ctls_connection *connection) {
    const ctls_context *context = connection->context;
    if (context->server) return true;
    if (!connection->trusted || SSL_get_verify_result(connection->ssl) != X509_V_OK) {
        ERR_raise(ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED);
        return false;
    }
    if (context->protocols_length == 0) return true;
    const unsigned char *name = NULL;
    unsigned int length = 0;
    SSL_get0_alpn_selected(connection->ssl, &name, &length);
    if (length > 0 && ctls_offers(context->protocols, context->protocols_length, name, length)) return true;
    ERR_raise_data(ERR_LIB_SSL, SSL_R_NO_APPLICATION_PROTOCOL, "the server chose none that was offered");
    return false;
}

ctls_result ctls_handshake(ctls_connection *connection) {
    if (connection->state == CTLS_OPEN) return done(0);
    if (connection->state != CTLS_HANDSHAKING) return not_open(connection);
    prepare();
    int returned = SSL_do_handshake(connection->ssl);
    if (returned != 1) return unsuccessful(connection, returned);
    if (!confirm(connection)) return failed(connection, 0);
    connection->state = CTLS_OPEN;
    return done(0);
}

ctls_result ctls_read(ctls_connection *connection, void *buffer, size_t length) {
    if (connection->state != CTLS_OPEN) return not_open(connection);
    if (length == 0) return done(0);
    for (;;) {
        prepare();
        size_t bytes = 0;
        uint32_t messages = connection->post_handshake_messages;
        int returned = SSL_read_ex(connection->ssl, buffer, length, &bytes);
        if (connection->flooded) {
            ERR_clear_error();
            ERR_raise_data(
                ERR_LIB_USER, CTLS_REASON_TOO_MANY_KEY_UPDATES, "more than %u KeyUpdates in a minute",
                connection->context->messages_per_minute);
            return failed(connection, 0);
        }
        if (returned == 1) return done(bytes);
        ctls_result result = unsuccessful(connection, returned);
        // Without AUTO_RETRY, want-read also says "that was a KeyUpdate", with the socket not asked again.
        // Whoever waits for epoll must be able to trust that it was. The flood limit ends this loop.
        if (result.status == CTLSStatusWantRead && connection->post_handshake_messages != messages) continue;
        return result;
    }
}

ctls_result ctls_write(ctls_connection *connection, const void *bytes, size_t length) {
    if (connection->state != CTLS_OPEN) return not_open(connection);
    if (length == 0) return done(0);
    prepare();
    size_t taken = 0;
    connection->may_wait = connection->outbox != NULL;
    int returned = SSL_write_ex(connection->ssl, bytes, length, &taken);
    connection->may_wait = false;
    connection->writing = false;
    if (returned == 1) return done(taken);
    ctls_result result = unsuccessful(connection, returned);
    connection->writing = result.status == CTLSStatusWantWrite;
    return result;
}

ctls_result ctls_send_unsent(ctls_connection *connection) {
    if (connection->state != CTLS_OPEN) return not_open(connection);
    prepare();
    if (ctls_transport_send_unsent(connection)) return done(0);
    int error = errno;
    if (connection->send_error == 0) return answer(CTLSStatusWantWrite);
    return means_cut(error) ? cut(connection) : failed(connection, error);
}

ctls_result ctls_close(ctls_connection *connection) {
    if (!connection->said_goodbye) {
        // After a fatal error SSL_shutdown must not be called (its manual page says so), in the middle of a
        // handshake it refuses, and in the middle of a record the alert would land inside that record.
        if (connection->state != CTLS_OPEN || connection->writing) return answer(CTLSStatusCut);
        prepare();
        // With the last words in one send, where these wait.
        connection->may_wait = connection->waiting != NULL;
        int returned = SSL_shutdown(connection->ssl);
        connection->may_wait = false;
        if (returned < 0) {
            ctls_result result = unsuccessful(connection, returned);
            return result.status == CTLSStatusWantWrite ? result : cut(connection);
        }
        // 0: taken, the peer's own has not come. A second call would read for it and lose what it still says.
        connection->said_goodbye = true;
    }
    if (ctls_transport_send_unsent(connection)) return done(0);
    return connection->send_error == 0 ? answer(CTLSStatusWantWrite) : cut(connection);
}

bool ctls_has_pending(const ctls_connection *connection) {
    return SSL_has_pending(connection->ssl) == 1;
}

bool ctls_peer_pin(const ctls_connection *connection, unsigned char *pin) {
    if (!connection->presented) return false;
    for (size_t i = 0; i < CTLS_PIN_LENGTH; i++) pin[i] = connection->peer_pin[i];
    return true;
}

bool ctls_peer_not_after(const ctls_connection *connection, int64_t *seconds) {
    if (connection->presented) *seconds = connection->peer_not_after;
    return connection->presented;
}

uint32_t ctls_post_handshake_messages(const ctls_connection *connection) {
    return connection->post_handshake_messages;
}

SSL *ctls_connection_ssl(const ctls_connection *connection) {
    return connection->ssl;
}

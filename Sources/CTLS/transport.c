// Between OpenSSL and the socket: a record is sent at once, or waits in an outbox for those of other
// sessions.
//
// OpenSSL's own way to a socket is write(2), which costs more than send(2) and a signal where the peer is
// gone. And to seal a record and to send it, by turns, for many sessions, drives the code and the data of
// each out of the processor's caches for the other.

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>

#include "internal.h"

enum {
    // More of them in a row save little, and whoever is first waits for all.
    most_sessions = 16,
    // More costs more to copy than its company saves.
    most_bytes = 2 * 1024,
};

// What waits of a session: a record, or some.
struct ctls_waiting {
    // NULL where it was freed meanwhile.
    ctls_connection *connection;
    size_t count;
    unsigned char bytes[most_bytes];
};

struct ctls_outbox {
    unsigned count;
    bool has_unsent;
    ctls_waiting sessions[most_sessions];
};

// The end of what waited, whose beginning the socket took. OpenSSL takes it for sent.
struct ctls_unsent {
    size_t start, count;
    unsigned char bytes[];
};

static bool is_full(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

static ssize_t send_to_socket(const ctls_connection *connection, const void *bytes, size_t count) {
    return send(connection->descriptor, bytes, count, MSG_NOSIGNAL);
}

static void keep_unsent(ctls_connection *connection, const unsigned char *bytes, size_t count) {
    ctls_unsent *unsent = OPENSSL_malloc(sizeof *unsent + count);
    if (!unsent) {
        connection->send_error = ENOMEM;
        return;
    }
    unsent->start = 0;
    unsent->count = count;
    memcpy(unsent->bytes, bytes, count);
    connection->unsent = unsent;
}

static void send_waiting(ctls_outbox *outbox, const ctls_waiting *session) {
    ctls_connection *connection = session->connection;
    if (!connection) return;
    connection->waiting = NULL;
    ssize_t sent = send_to_socket(connection, session->bytes, session->count);
    if (sent == (ssize_t)session->count) return;
    outbox->has_unsent = true;
    if (sent < 0 && !is_full(errno)) {
        connection->send_error = errno;
    } else {
        size_t taken = sent < 0 ? 0 : (size_t)sent;
        keep_unsent(connection, session->bytes + taken, session->count - taken);
    }
}

ctls_outbox *ctls_outbox_new(void) {
    return OPENSSL_zalloc(sizeof(ctls_outbox));
}

void ctls_outbox_free(ctls_outbox *outbox) {
    OPENSSL_free(outbox);
}

void ctls_outbox_send(ctls_outbox *outbox) {
    for (unsigned i = 0; i < outbox->count; i++) send_waiting(outbox, &outbox->sessions[i]);
    outbox->count = 0;
}

bool ctls_outbox_take_has_unsent(ctls_outbox *outbox) {
    bool has_unsent = outbox->has_unsent;
    outbox->has_unsent = false;
    return has_unsent;
}

size_t ctls_unsent_count(const ctls_connection *connection) {
    return connection->unsent ? connection->unsent->count - connection->unsent->start : 0;
}

bool ctls_has_unsent(const ctls_connection *connection) {
    return connection->unsent || connection->send_error != 0;
}

bool ctls_transport_send_unsent(ctls_connection *connection) {
    if (connection->waiting) ctls_outbox_send(connection->outbox);
    if (connection->send_error != 0) {
        errno = connection->send_error;
        return false;
    }
    ctls_unsent *unsent = connection->unsent;
    if (!unsent) return true;
    ssize_t sent = send_to_socket(connection, unsent->bytes + unsent->start, unsent->count - unsent->start);
    if (sent < 0) {
        if (is_full(errno)) return false;
        connection->send_error = errno;
        ctls_forget_unsent(connection);
        errno = connection->send_error;
        return false;
    }
    unsent->start += (size_t)sent;
    if (unsent->start < unsent->count) {
        errno = EAGAIN;
        return false;
    }
    ctls_forget_unsent(connection);
    return true;
}

void ctls_forget_unsent(ctls_connection *connection) {
    if (connection->waiting) connection->waiting->connection = NULL;
    connection->waiting = NULL;
    OPENSSL_free(connection->unsent);
    connection->unsent = NULL;
}

// Whether the record waits now.
static bool put_into_outbox(ctls_connection *connection, const char *bytes, size_t count) {
    ctls_waiting *session = connection->waiting;
    if (!session) {
        ctls_outbox *outbox = connection->outbox;
        if (count > most_bytes || ctls_has_unsent(connection)) return false;
        if (outbox->count == most_sessions) ctls_outbox_send(outbox);
        session = &outbox->sessions[outbox->count++];
        session->connection = connection;
        session->count = 0;
        connection->waiting = session;
    }
    if (count > most_bytes - session->count) return false;
    memcpy(session->bytes + session->count, bytes, count);
    session->count += count;
    return true;
}

static int take_record(BIO *bio, const char *bytes, int length) {
    ctls_connection *connection = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (connection->may_wait && put_into_outbox(connection, bytes, (size_t)length)) return length;
    ssize_t sent = -1;
    if (ctls_transport_send_unsent(connection)) sent = send_to_socket(connection, bytes, (size_t)length);
    if (sent < 0 && is_full(errno)) BIO_set_retry_write(bio);
    return (int)sent;
}

static int give_bytes(BIO *bio, char *bytes, int length) {
    const ctls_connection *connection = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    ssize_t count = recv(connection->descriptor, bytes, (size_t)length, 0);
    if (count == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    if (count < 0 && is_full(errno)) BIO_set_retry_read(bio);
    return (int)count;
}

static long control(BIO *bio, int command, long number, void *pointer) {
    (void)number, (void)pointer;
    switch (command) {
    case BIO_CTRL_FLUSH:
        return 1;
    case BIO_CTRL_EOF:
        return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    default:
        return 0;
    }
}

static BIO_METHOD *method;
static pthread_once_t made = PTHREAD_ONCE_INIT;

static void make_method(void) {
    BIO_METHOD *new = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    if (!new) return;
    if (BIO_meth_set_write(new, take_record) && BIO_meth_set_read(new, give_bytes)
        && BIO_meth_set_ctrl(new, control)) {
        method = new;
    } else {
        BIO_meth_free(new);
    }
}

bool ctls_transport_begin(ctls_connection *connection) {
    pthread_once(&made, make_method);
    BIO *bio = method ? BIO_new(method) : NULL;
    if (!bio) return false;
    BIO_set_data(bio, connection);
    BIO_set_init(bio, 1);
    SSL_set_bio(connection->ssl, bio, bio);
    return true;
}

// What the two halves of CTLS know of each other.

#pragma once

#include <stdatomic.h>

#include "CTLS.h"

struct ctls_context {
    SSL_CTX *ssl_ctx;
    bool server;
    bool accepts_any_key;
    uint16_t messages_per_minute;
    unsigned char *pins;
    size_t pin_count;
    unsigned char *protocols;
    size_t protocols_length;
};

typedef enum { CTLS_HANDSHAKING, CTLS_OPEN, CTLS_CUT, CTLS_FAILED } ctls_state;

typedef struct ctls_waiting ctls_waiting;
typedef struct ctls_unsent ctls_unsent;

// One per connection, so kept small.
struct ctls_connection {
    SSL *ssl;
    const ctls_context *context;
    // Where records may wait, where some do, and what a full socket left of them: each may be NULL.
    ctls_outbox *outbox;
    ctls_waiting *waiting;
    ctls_unsent *unsent;
    int descriptor;
    // errno where what had waited could not be sent; else 0.
    int send_error;
    int64_t peer_not_after;
    int64_t window_start;
    uint32_t post_handshake_messages;
    uint16_t messages_in_window;
    uint8_t state;
    bool flooded;
    // What is being written may wait in the outbox.
    bool may_wait;
    // A record is half written; OpenSSL takes nothing but the same bytes until it is out.
    bool writing;
    bool said_goodbye;
    // The peer showed a certificate: `peer_pin` and `peer_not_after` are filled.
    bool presented;
    // … and it was the one that we wanted.
    bool trusted;
    unsigned char peer_pin[CTLS_PIN_LENGTH];
};

// Lets `ctls_attached` find the connection of a session. OpenSSL's application data would cost two
// allocations a session; the argument of a callback that nobody sets, which pads records, is a pointer and
// no more.
static inline void ctls_attach(SSL *ssl, ctls_connection *connection) {
    SSL_set_record_padding_callback_arg(ssl, connection);
}

static inline ctls_connection *ctls_attached(const SSL *ssl) {
    return SSL_get_record_padding_callback_arg(ssl);
}

// The session's way to its socket (transport.c). False on failure.
bool ctls_transport_begin(ctls_connection *connection);
// Whether nothing is left that OpenSSL takes for sent; else errno says why.
bool ctls_transport_send_unsent(ctls_connection *connection);

// Memory that is locked (locked.c): where it begins, far from every block before there is any, and how many
// bytes it has.
extern _Atomic(unsigned char *) ctls_locked_start;
enum { ctls_locked_bytes = 128 * 1024 };

// Whether the thread reads or makes a key.
extern _Thread_local bool ctls_takes_locked;

// Inline, as each message passes it some times.
static inline bool ctls_is_locked(const void *block) {
    unsigned char *start = atomic_load_explicit(&ctls_locked_start, memory_order_relaxed);
    return (uintptr_t)block - (uintptr_t)start < ctls_locked_bytes;
}

// From malloc(3) where there is no room.
void *ctls_take_locked(size_t size);
// Of a locked block only: how many bytes it has, and the end of it.
size_t ctls_locked_size(const void *block);
void ctls_give_back_locked(void *block);

// Whether `list`, ALPN names with a length byte before each, holds `name`, which has none.
bool ctls_offers(
    const unsigned char *list, size_t list_length, const unsigned char *name, size_t name_length);

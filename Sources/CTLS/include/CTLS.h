// OpenSSL for Swift: its headers, its macros as functions, and the calls that are only right together.
// Nothing here is called by anything but the module TLS.

#pragma once

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// MARK: Contexts

/// SHA-256 of a DER SubjectPublicKeyInfo.
#define CTLS_PIN_LENGTH 32

/// The reasons that are our own, not OpenSSL's; they stand in the error queue under ERR_LIB_USER.
#define CTLS_REASON_TOO_MANY_KEY_UPDATES 1
#define CTLS_REASON_NOT_OPEN 2

/// What a context is made from. Everything is copied, nothing needs to outlive the call.
typedef struct {
    bool server;
    /// TLS1_2_VERSION or TLS1_3_VERSION.
    int minimum_version, maximum_version;
    /// The peer's key is noted but not judged: always so at a server, at a client only in tests.
    bool accepts_any_key;
    /// `pin_count` times CTLS_PIN_LENGTH bytes: the keys that a client takes for its server's.
    const unsigned char *_Nullable pins;
    size_t pin_count;
    /// Messages after the handshake (KeyUpdate, NewSessionTicket) that a peer may send within a minute.
    uint16_t messages_per_minute;
    /// ALPN names as RFC 7301 sends them, a length byte before each.
    const unsigned char *_Nullable protocols;
    size_t protocols_length;
    /// Our own certificate and key: of a server always, of a client where it has an identity.
    X509 *_Nullable certificate;
    EVP_PKEY *_Nullable key;
} ctls_settings;

typedef struct ctls_context ctls_context;

/// NULL on failure, with the reason in the error queue.
ctls_context *_Nullable ctls_context_new(const ctls_settings *settings);

/// Adds a certificate that is sent after our own. The context takes a reference of its own.
bool ctls_context_add_intermediate(ctls_context *context, X509 *certificate);

/// Call it when no connection of this context is left.
void ctls_context_free(ctls_context *context);

// MARK: Connections

/// How a call ended, in place of SSL_get_error's nine answers.
typedef enum __attribute__((enum_extensibility(closed))) CTLSStatus {
    CTLSStatusDone,
    CTLSStatusWantRead,
    CTLSStatusWantWrite,
    /// The peer said close_notify: it has sent everything that it meant to.
    CTLSStatusClosed,
    /// The transport ended without close_notify: what came so far may not be all.
    CTLSStatusCut,
    /// The error queue says why.
    CTLSStatusFailed,
} CTLSStatus;

typedef struct {
    CTLSStatus status;
    /// errno, where `status` is failed and a system call was the cause; otherwise 0.
    int error;
    /// Bytes read or taken, where `status` is done.
    size_t bytes;
} ctls_result;

typedef struct ctls_outbox ctls_outbox;

/// Where records of several connections, all of one thread, wait to be sent one after the other. NULL on
/// failure.
ctls_outbox *_Nullable ctls_outbox_new(void);
/// Call it when no connection with it is left.
void ctls_outbox_free(ctls_outbox *outbox);
/// Sends all that waits.
void ctls_outbox_send(ctls_outbox *outbox);
/// Whether, since this was asked last, there was a connection whose socket did not take all.
bool ctls_outbox_take_has_unsent(ctls_outbox *outbox);

typedef struct ctls_connection ctls_connection;

/// A session on a connected, non-blocking socket, which stays the caller's and must outlive it, as must the
/// context and the outbox. Without an outbox `ctls_write` sends at once. NULL on failure.
ctls_connection *_Nullable ctls_connection_new(
    const ctls_context *context, int descriptor, ctls_outbox *_Nullable outbox);
void ctls_connection_free(ctls_connection *connection);

ctls_result ctls_handshake(ctls_connection *connection);
ctls_result ctls_read(ctls_connection *connection, void *_Nullable buffer, size_t length);
ctls_result ctls_write(ctls_connection *connection, const void *_Nullable bytes, size_t length);

/// Whether something that `ctls_write` took could not be sent, and how many bytes of it are left; 0 where
/// they never can be.
bool ctls_has_unsent(const ctls_connection *connection);
size_t ctls_unsent_count(const ctls_connection *connection);
/// Goes on sending them, behind what waits in the outbox; done when nothing is left of either.
ctls_result ctls_send_unsent(ctls_connection *connection);
/// Lets go of both. Nothing is to be written after it.
void ctls_forget_unsent(ctls_connection *connection);

/// Sends close_notify, behind all that was written; done as soon as the socket took it. Never waits for the
/// peer's.
ctls_result ctls_close(ctls_connection *connection);

/// Whether decrypted or still encrypted bytes lie inside the session, where epoll cannot see them.
bool ctls_has_pending(const ctls_connection *connection);

/// The key that the peer showed, also when it was refused. False where none was shown.
bool ctls_peer_pin(const ctls_connection *connection, unsigned char *pin);

/// The end of the peer's certificate in seconds since 1970. False where none was shown.
bool ctls_peer_not_after(const ctls_connection *connection, int64_t *seconds);

/// How many messages after the handshake (KeyUpdate, NewSessionTicket) the peer has sent.
uint32_t ctls_post_handshake_messages(const ctls_connection *connection);

/// The session itself, for what only asks it something.
SSL *ctls_connection_ssl(const ctls_connection *connection);

// MARK: Keys and certificates

/// Lets the keys that are read or made from now on lie in memory that is neither swapped out nor part of a
/// core dump (mlock(2), madvise(2)). Call it once, before other threads use OpenSSL. False where the system
/// refuses: errno says why, and keys lie where everything lies.
bool ctls_lock_keys(void);

/// How many blocks of that memory are in use.
size_t ctls_locked_blocks(void);

/// A new ECDSA key on P-256 (EVP_EC_gen is a macro).
EVP_PKEY *_Nullable ctls_generate_key(void);

/// A PEM private key; one behind a passphrase fails instead of asking on the terminal.
EVP_PKEY *_Nullable ctls_read_key(BIO *bio);

bool ctls_key_pin(EVP_PKEY *key, unsigned char *pin);
bool ctls_certificate_pin(X509 *certificate, unsigned char *pin);

/// Seconds since 1970, leap seconds not counted.
bool ctls_time(const ASN1_TIME *time, int64_t *seconds);

/// The bytes of a memory BIO (BIO_get_mem_data is a macro); they live as long as it does.
size_t ctls_bio_contents(BIO *bio, const unsigned char *_Nullable *_Nonnull bytes);

GENERAL_NAMES *_Nullable ctls_names_new(void);
void ctls_names_free(GENERAL_NAMES *names);
bool ctls_names_add_host(GENERAL_NAMES *names, const char *host);
/// `address` is a numeric IPv4 or IPv6 address.
bool ctls_names_add_address(GENERAL_NAMES *names, const char *address);

/// The subjectAltName of a certificate, or NULL.
GENERAL_NAMES *_Nullable ctls_certificate_names(const X509 *certificate);
int ctls_names_count(const GENERAL_NAMES *names);
/// Writes the name at `index` (a host name, or an address as text) and returns its length; 0 for other kinds
/// of names and for those longer than `capacity`.
size_t ctls_names_text(const GENERAL_NAMES *names, int index, char *buffer, size_t capacity);

/// A certificate for TLS, signed with its own key. `common_name` has at most 64 characters (RFC 5280, A.1).
X509 *_Nullable ctls_certificate_new(
    EVP_PKEY *key, const char *common_name, GENERAL_NAMES *names, int64_t not_before, int64_t not_after);

#pragma clang assume_nonnull end

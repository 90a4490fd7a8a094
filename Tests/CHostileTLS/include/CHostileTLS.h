#pragma once

// What TLS keeps its users from doing, for those who attack: handshakes that are forbidden, floods within a
// session, and certificates of every wrong kind. All connect to 127.0.0.1 and wait for nothing longer than
// half a minute.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How a handshake ends of a client that speaks `version` (TLS1_2_VERSION or TLS1_3_VERSION) alone and offers
/// this ALPN name: the number of the server's fatal alert, 0 where the client was let in, -1 where neither.
int hostile_handshake(uint16_t port, int version, const char *_Nullable protocol);

/// Shakes hands and then sends another ClientHello, in clear text, as a renegotiation would. Answers as
/// above.
int hostile_second_hello(uint16_t port);

/// Tries to send `text` as early data, with a session that was never given out. Answers what OpenSSL says of
/// it (SSL_EARLY_DATA_NOT_SENT, _REJECTED, _ACCEPTED), -1 where the handshake failed.
int hostile_early_data(uint16_t port, const char *text);

/// How many session tickets the server sends until it first speaks, -1 where it does not.
int hostile_tickets(uint16_t port);

/// Sends up to `maximum` KeyUpdates, each of which asks for one in return where `asks`, as fast as it can.
///
/// Answers how many were sent, -1 where there was no session. `is_alive` is whether the server spoke
/// afterwards, which it is waited for only where nothing has failed before.
long hostile_key_updates(uint16_t port, long maximum, bool asks, bool *is_alive);

typedef enum __attribute__((enum_extensibility(closed))) HostileIssuer {
    HostileIssuerItself,
    /// An authority that nobody knows.
    HostileIssuerAuthority,
    /// The same, and it is shown behind the certificate.
    HostileIssuerShownAuthority,
} HostileIssuer;

/// A new private key and a certificate of it, in PEM, to be given to free(3); NULL where OpenSSL fails.
///
/// `key_type` is RSA, ED25519 or the name of a curve. `model`, a certificate in PEM, lends its subject and
/// serial number. Where `length` is not 0, the certificate has so many bytes in DER, from 1,500 to 65,000;
/// that takes ED25519, whose signatures have one length.
char *_Nullable hostile_credentials(
    const char *key_type, const char *host, int64_t not_before, int64_t not_after,
    const char *_Nullable model, HostileIssuer issuer, size_t length);

/// A private key in PEM that claims the public key of `certificate`, which is on P-256, and cannot sign for
/// it. To be given to free(3); NULL where OpenSSL fails.
char *_Nullable hostile_forged_key(const char *certificate);

#pragma clang assume_nonnull end

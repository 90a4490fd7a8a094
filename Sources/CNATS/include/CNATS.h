// libnats for Swift: the calls that are only right together, each with one small result. Nothing here is
// called by anything but the module JournalNATS.
//
// libnats has threads of its own, which stay inside it: all that the server says comes through `cnats_next`.
// Every call may be made from any thread; `cnats_next` by one at a time.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What a connection is made from. Everything is copied, nothing needs to outlive the call.
typedef struct {
    /// "nats://HOST:PORT" each, without user and password.
    const char *const _Nullable *_Nonnull servers;
    int server_count;
    const char *_Nullable user, *_Nullable password;
    /// PEM files: whose certificates are trusted, and our own certificate with its key. TLS where one is
    /// there.
    const char *_Nullable authorities, *_Nullable certificate, *_Nullable key;
    /// The stream's name; all subjects are below it.
    const char *stream;
} cnats_settings;

/// How a call ended.
typedef enum {
    CNATS_DONE,
    /// Nothing came in time, or there is nothing of the kind.
    CNATS_NOTHING,
    /// JetStream said no, with `code` (the server's errors.json).
    CNATS_REFUSED,
    /// The server does not know us, or the certificate is not good.
    CNATS_DENIED,
    /// Nobody answered, or the connection broke: whether it was done is not known.
    CNATS_UNANSWERED,
    /// The connection was closed, by us.
    CNATS_CLOSED,
} cnats_result;

#define CNATS_TEXT 256

/// Why a call did not end with CNATS_DONE.
typedef struct {
    /// JetStream's own number, 0 where it said nothing.
    int code;
    /// One line, zero-terminated; never anything of a message.
    char text[CNATS_TEXT];
} cnats_reason;

typedef struct cnats_connection cnats_connection;

/// Connects to the first server that answers. NULL where none does.
cnats_connection *_Nullable cnats_connect(
    const cnats_settings *settings, cnats_result *result, cnats_reason *reason);

/// Ends all that is under way: `cnats_next` returns CNATS_CLOSED.
void cnats_close(cnats_connection *connection);

/// Call it after `cnats_close`, when no call is under way.
void cnats_free(cnats_connection *connection);

/// Whether a server can be spoken to now.
bool cnats_is_connected(cnats_connection *connection);

/// How often the connection broke and was made again, here or by `cnats_move`.
uint64_t cnats_reconnects(cnats_connection *connection);

/// Connects to the next of the other servers that answers, in place of the present one, which answers but is
/// of no use: the others do not reach it. CNATS_NOTHING where there is one server alone. By one thread at a
/// time.
cnats_result cnats_move(cnats_connection *connection, cnats_reason *reason);

// MARK: The stream

/// What the stream is like.
typedef struct {
    bool is_file, is_limits, is_plain, is_sealed, denies_delete, acknowledges, discards_new;
    /// Whether it has exactly the subjects "STREAM.*".
    bool has_our_subjects;
    /// 0 or less: none. The age and the window in nanoseconds.
    int64_t maximum_messages, maximum_bytes, maximum_age, maximum_per_subject, duplicates;
    uint64_t last;
} cnats_stream;

/// CNATS_REFUSED with the code CNATS_NO_STREAM where there is none.
cnats_result cnats_stream_info(cnats_connection *connection, cnats_stream *stream, cnats_reason *reason);

#define CNATS_NO_PEERS 10005
#define CNATS_NOT_READY 10008
#define CNATS_NO_STREAM 10059
#define CNATS_NO_REPLICAS 10074
#define CNATS_NO_MESSAGE 10037
#define CNATS_NO_SEQUENCE 10043

/// Makes the stream, in files, with so many replicas and a window for duplicates in nanoseconds. To make one
/// that is there just so is no error.
cnats_result cnats_stream_make(
    cnats_connection *connection, int replicas, int64_t duplicates, cnats_reason *reason);

// MARK: Writing. A subject is what stands behind "STREAM.".

/// Publishes a message whose acknowledgement comes through `cnats_next` with `draft`. Of those with one
/// `name` JetStream stores the first that comes within its window.
cnats_result cnats_publish(
    cnats_connection *connection, const char *subject, const char *name, uint64_t draft,
    const uint8_t *_Nullable bytes, size_t count, cnats_reason *reason);

/// Publishes a message of which nobody needs to know what became.
void cnats_mention(
    cnats_connection *connection, const char *subject, const uint8_t *_Nullable bytes, size_t count);

/// Stores a message, and waits for its sequence number.
cnats_result cnats_store(
    cnats_connection *connection, const char *subject, const uint8_t *_Nullable bytes, size_t count,
    uint64_t *sequence, cnats_reason *reason);

/// Overwrites a message where it lies, and removes it. CNATS_REFUSED with CNATS_NO_MESSAGE or
/// CNATS_NO_SEQUENCE where it is gone.
cnats_result cnats_erase(cnats_connection *connection, uint64_t sequence, cnats_reason *reason);

/// Removes messages, all requests under way at once. `removed` says of each whether it was there and is gone;
/// of the others nothing is known.
cnats_result cnats_remove(
    cnats_connection *connection, const uint64_t *sequences, size_t count, bool *removed,
    cnats_reason *reason);

// MARK: Reading

typedef enum {
    /// A message of the stream.
    CNATS_STORED,
    /// Of a draft: it is in the stream, at `sequence`.
    CNATS_ACKNOWLEDGED,
    /// Of a draft: it is not.
    CNATS_NOT_STORED,
    /// Of a draft: there is nobody at the moment who could store it.
    CNATS_UNTAKEN,
    /// Nothing new; the stream has been gone through up to `sequence`, with `delivered` messages.
    CNATS_HEARTBEAT,
    /// Nothing that matters.
    CNATS_OTHER,
} cnats_kind;

typedef struct {
    cnats_kind kind;
    /// The stream's number.
    uint64_t sequence;
    /// The consumer's own, from 1 without gaps.
    uint64_t delivered;
    /// Which consumer it came from.
    uint64_t generation;
    uint64_t draft;
    /// What stands behind "STREAM.".
    const char *_Nullable subject;
    const uint8_t *_Nullable bytes;
    size_t count;
    /// What to free.
    void *_Nullable owner;
} cnats_message;

/// Lets the stream's messages come through `cnats_next`, from number `start` on, as those of a generation,
/// and those of the one before no more.
cnats_result cnats_consume(
    cnats_connection *connection, uint64_t generation, uint64_t start, int64_t heartbeat_milliseconds,
    cnats_reason *reason);

/// The next of all that the server says, CNATS_NOTHING where nothing comes in time. What it gives is to be
/// freed.
cnats_result cnats_next(cnats_connection *connection, int64_t milliseconds, cnats_message *message);

/// The message of that number; CNATS_NOTHING where there is none. To be freed.
cnats_result cnats_get(
    cnats_connection *connection, uint64_t sequence, cnats_message *message, cnats_reason *reason);

/// The number of the first message of a subject, or of any ("*"), from `start` on; CNATS_NOTHING where there
/// is none.
cnats_result cnats_first(
    cnats_connection *connection, const char *subject, uint64_t start, uint64_t *sequence,
    cnats_reason *reason);

/// Its bytes and its subject are gone then.
void cnats_message_free(cnats_message *message);

#pragma clang assume_nonnull end

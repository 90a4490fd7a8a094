// What the files of this module share.

#pragma once

#include <nats/nats.h>
#include <pthread.h>
#include <stdatomic.h>

#include "CNATS.h"

#define CNATS_SUBJECT 300
#define CNATS_ANSWER 1024
/// How long JetStream has to answer, in milliseconds: as long as libnats gives it.
#define CNATS_PATIENCE 5000

/// A connection of libnats's, with what hangs on it. It makes itself again where it breaks; where its server
/// is of no use, another one takes its place (`cnats_move`), and this one goes with the last call that uses
/// it.
typedef struct {
    natsConnection *connection;
    jsCtx *jetstream;
    /// Their messages come on threads of libnats's, which put them into `arrived`.
    natsSubscription *acknowledgements, *consumer;
    atomic_int references;
} cnats_link;

struct cnats_connection {
    /// Guards what follows up to `is_closed`.
    pthread_mutex_t lock;
    pthread_cond_t bell;
    cnats_link *link;
    /// How often it was made again before the present link.
    uint64_t reconnects;
    /// `count` of them from `head` on, in a ring; bounded by the flow control of the consumer and by the
    /// drafts that have no answer.
    natsMsg **arrived;
    size_t head, count, capacity;
    bool is_closed;
    /// The owner, and each subscription until its thread is done.
    atomic_int references;
    /// All but the order of the servers, which stand in `servers`.
    natsOptions *options;
    char **servers;
    int server_count;
    /// What begins the subjects of acknowledgements (".a.") and of consumers (".e.").
    natsInbox *inbox;
    /// What begins the names of our consumers.
    char prefix[64];
    char stream[256];
};

/// What a status of libnats means for the caller.
cnats_result cnats_judge(natsStatus status, jsErrCode code, cnats_reason *reason);

/// An owner's reference to a connection that is not made yet; NULL where memory is short.
cnats_connection *cnats_new(void);

/// The present link, which stays until it is let go.
cnats_link *cnats_hold(cnats_connection *connection);

/// Lets a link go, with the last call that has it all of it. NULL is none.
void cnats_let_go(cnats_link *link);

/// Lets the messages of a subject come to `arrived`, in place of those of an earlier subscription.
natsStatus cnats_listen(
    cnats_connection *connection, cnats_link *link, natsSubscription **subscription, const char *subject);

/// The next message that arrived. CNATS_NOTHING where none comes in time.
cnats_result cnats_take(cnats_connection *connection, int64_t milliseconds, natsMsg **message);

/// Lets one reference go, with the last one all of it.
void cnats_release(cnats_connection *connection);

/// The beginning of an answer of JetStream's, where all that matters stands, zero-terminated.
void cnats_copy_answer(const char *bytes, size_t count, char text[static CNATS_ANSWER]);

/// "STREAM.subject"; false where it is too long.
bool cnats_subject(const cnats_connection *connection, const char *subject, char full[CNATS_SUBJECT]);

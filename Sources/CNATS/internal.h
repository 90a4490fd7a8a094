// What the files of this module share.

#pragma once

#include <nats/nats.h>
#include <pthread.h>
#include <stdatomic.h>

#include "CNATS.h"

#define CNATS_SUBJECT 300

struct cnats_connection {
    natsConnection *connection;
    jsCtx *jetstream;
    /// Their messages come on threads of libnats's, which put them into `arrived`.
    natsSubscription *acknowledgements, *consumer;
    /// Guards what follows up to `is_closed`.
    pthread_mutex_t lock;
    pthread_cond_t bell;
    /// `count` of them from `head` on, in a ring; bounded by the flow control of the consumer and by the
    /// drafts that have no answer.
    natsMsg **arrived;
    size_t head, count, capacity;
    bool is_closed;
    /// The owner, and each subscription until its thread is done.
    atomic_int references;
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

/// Lets the messages of a subject come to `arrived`.
natsStatus cnats_listen(cnats_connection *connection, natsSubscription **subscription, const char *subject);

/// The next message that arrived. CNATS_NOTHING where none comes in time.
cnats_result cnats_take(cnats_connection *connection, int64_t milliseconds, natsMsg **message);

/// Lets one reference go, with the last one all of it.
void cnats_release(cnats_connection *connection);

/// "STREAM.subject"; false where it is too long.
bool cnats_subject(const cnats_connection *connection, const char *subject, char full[CNATS_SUBJECT]);

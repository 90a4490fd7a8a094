// What libnats's threads bring, and the one thread that takes it.

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "internal.h"

enum { milliseconds_a_second = 1000, nanoseconds_a_millisecond = 1000000, first_capacity = 64 };

cnats_connection *cnats_new(void) {
    cnats_connection *connection = calloc(1, sizeof *connection);
    if (!connection) return NULL;
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&connection->lock, NULL);
    pthread_cond_init(&connection->bell, &clock);
    pthread_condattr_destroy(&clock);
    atomic_init(&connection->references, 1);
    return connection;
}

void cnats_release(cnats_connection *connection) {
    if (atomic_fetch_sub(&connection->references, 1) > 1) return;
    for (size_t i = 0; i < connection->count; i++)
        natsMsg_Destroy(connection->arrived[(connection->head + i) % connection->capacity]);
    free(connection->arrived);
    pthread_cond_destroy(&connection->bell);
    pthread_mutex_destroy(&connection->lock);
    natsInbox_Destroy(connection->inbox);
    natsOptions_Destroy(connection->options);
    for (int i = 0; i < connection->server_count; i++) free(connection->servers[i]);
    free(connection->servers);
    free(connection);
}

cnats_link *cnats_hold(cnats_connection *connection) {
    pthread_mutex_lock(&connection->lock);
    cnats_link *link = connection->link;
    atomic_fetch_add(&link->references, 1);
    pthread_mutex_unlock(&connection->lock);
    return link;
}

void cnats_let_go(cnats_link *link) {
    if (!link || atomic_fetch_sub(&link->references, 1) > 1) return;
    natsSubscription_Destroy(link->acknowledgements);
    natsSubscription_Destroy(link->consumer);
    jsCtx_Destroy(link->jetstream);
    natsConnection_Destroy(link->connection);
    free(link);
}

// Makes room for one more; false where memory is short.
static bool grow(cnats_connection *connection) {
    if (connection->count < connection->capacity) return true;
    size_t capacity = connection->capacity ? 2 * connection->capacity : first_capacity;
    natsMsg **larger = malloc(capacity * sizeof *larger);
    if (!larger) return false;
    for (size_t i = 0; i < connection->count; i++)
        larger[i] = connection->arrived[(connection->head + i) % connection->capacity];
    free(connection->arrived);
    connection->arrived = larger;
    connection->capacity = capacity;
    connection->head = 0;
    return true;
}

// A message that is dropped is missed by its number, and asked for again.
static void arrive(natsConnection *source, natsSubscription *subscription, natsMsg *message, void *closure) {
    (void)source, (void)subscription;
    cnats_connection *connection = closure;
    pthread_mutex_lock(&connection->lock);
    bool has_room = !connection->is_closed && grow(connection);
    if (has_room) {
        connection->arrived[(connection->head + connection->count) % connection->capacity] = message;
        if (connection->count++ == 0) pthread_cond_signal(&connection->bell);
    }
    pthread_mutex_unlock(&connection->lock);
    if (!has_room) natsMsg_Destroy(message);
}

static void complete(void *closure) {
    cnats_release(closure);
}

natsStatus cnats_listen(
    cnats_connection *connection, cnats_link *link, natsSubscription **subscription, const char *subject) {
    natsSubscription_Destroy(*subscription);
    *subscription = NULL;
    natsStatus status =
        natsConnection_Subscribe(subscription, link->connection, subject, arrive, connection);
    if (status != NATS_OK) return status;
    atomic_fetch_add(&connection->references, 1);
    status = natsSubscription_SetOnCompleteCB(*subscription, complete, connection);
    if (status == NATS_OK) return natsSubscription_SetPendingLimits(*subscription, -1, -1);
    atomic_fetch_sub(&connection->references, 1);
    return status;
}

cnats_result cnats_take(cnats_connection *connection, int64_t milliseconds, natsMsg **message) {
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += milliseconds / milliseconds_a_second;
    end.tv_nsec += milliseconds % milliseconds_a_second * nanoseconds_a_millisecond;
    if (end.tv_nsec >= (long)milliseconds_a_second * nanoseconds_a_millisecond) {
        end.tv_nsec -= (long)milliseconds_a_second * nanoseconds_a_millisecond;
        end.tv_sec++;
    }
    cnats_result result = CNATS_NOTHING;
    pthread_mutex_lock(&connection->lock);
    while (connection->count == 0 && !connection->is_closed &&
           pthread_cond_timedwait(&connection->bell, &connection->lock, &end) != ETIMEDOUT)
        continue;
    if (connection->is_closed) {
        result = CNATS_CLOSED;
    } else if (connection->count > 0) {
        *message = connection->arrived[connection->head];
        connection->head = (connection->head + 1) % connection->capacity;
        connection->count--;
        result = CNATS_DONE;
    }
    pthread_mutex_unlock(&connection->lock);
    if (result == CNATS_NOTHING) {
        cnats_link *link = cnats_hold(connection);
        if (natsConnection_IsClosed(link->connection)) result = CNATS_CLOSED;
        cnats_let_go(link);
    }
    return result;
}

void cnats_close(cnats_connection *connection) {
    pthread_mutex_lock(&connection->lock);
    connection->is_closed = true;
    pthread_cond_broadcast(&connection->bell);
    pthread_mutex_unlock(&connection->lock);
    cnats_link *link = cnats_hold(connection);
    natsConnection_Close(link->connection);
    cnats_let_go(link);
}

void cnats_free(cnats_connection *connection) {
    cnats_let_go(connection->link);
    cnats_release(connection);
}

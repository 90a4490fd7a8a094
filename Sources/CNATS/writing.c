// What is put into the stream and taken out of it.

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"

static natsStatus make(
    natsMsg **message, const cnats_connection *connection, const char *subject, const char *reply,
    const uint8_t *bytes, size_t count) {
    char full[CNATS_SUBJECT];
    if (count > INT_MAX || !cnats_subject(connection, subject, full)) return NATS_INVALID_ARG;
    return natsMsg_Create(message, full, reply, (const char *)bytes, (int)count);
}

cnats_result cnats_publish(
    cnats_connection *connection, const char *subject, const char *name, uint64_t draft, const uint8_t *bytes,
    size_t count, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    char reply[CNATS_SUBJECT];
    snprintf(reply, sizeof reply, "%s.a.%llu", connection->inbox, (unsigned long long)draft);
    natsMsg *message = NULL;
    natsStatus status = make(&message, connection, subject, reply, bytes, count);
    if (status == NATS_OK) status = natsMsgHeader_Set(message, "Nats-Msg-Id", name);
    if (status == NATS_OK) {
        cnats_link *link = cnats_hold(connection);
        status = natsConnection_PublishMsg(link->connection, message);
        cnats_let_go(link);
    }
    natsMsg_Destroy(message);
    return cnats_judge(status, 0, reason);
}

void cnats_mention(cnats_connection *connection, const char *subject, const uint8_t *bytes, size_t count) {
    char full[CNATS_SUBJECT];
    if (count > INT_MAX || !cnats_subject(connection, subject, full)) return;
    cnats_link *link = cnats_hold(connection);
    natsConnection_Publish(link->connection, full, bytes, (int)count);
    cnats_let_go(link);
}

cnats_result cnats_store(
    cnats_connection *connection, const char *subject, int64_t last, const uint8_t *bytes, size_t count,
    uint64_t *sequence, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    natsMsg *message = NULL;
    jsPubOptions options;
    jsPubAck *answer = NULL;
    jsErrCode code = 0;
    natsStatus status = make(&message, connection, subject, NULL, bytes, count);
    if (status == NATS_OK) status = jsPubOptions_Init(&options);
    if (status == NATS_OK) {
        options.ExpectStream = connection->stream;
        if (last > 0) options.ExpectLastSubjectSeq = (uint64_t)last;
        if (last == 0) options.ExpectNoMessage = true;
        cnats_link *link = cnats_hold(connection);
        status = js_PublishMsg(&answer, link->jetstream, message, &options, &code);
        cnats_let_go(link);
    }
    if (status == NATS_OK) *sequence = answer->Sequence;
    jsPubAck_Destroy(answer);
    natsMsg_Destroy(message);
    return cnats_judge(status, code, reason);
}

cnats_result cnats_erase(cnats_connection *connection, uint64_t sequence, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    jsErrCode code = 0;
    cnats_link *link = cnats_hold(connection);
    natsStatus status = js_EraseMsg(link->jetstream, connection->stream, sequence, NULL, &code);
    cnats_let_go(link);
    return cnats_judge(status, code, reason);
}

cnats_result cnats_purge(
    cnats_connection *connection, const char *subject, uint64_t before, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    char full[CNATS_SUBJECT];
    if (!cnats_subject(connection, subject, full)) return cnats_judge(NATS_INVALID_ARG, 0, reason);
    jsOptions options;
    jsErrCode code = 0;
    natsStatus status = jsOptions_Init(&options);
    if (status == NATS_OK) {
        options.Stream.Purge.Subject = full;
        options.Stream.Purge.Sequence = before;
        cnats_link *link = cnats_hold(connection);
        status = js_PurgeStream(link->jetstream, connection->stream, &options, &code);
        cnats_let_go(link);
    }
    return cnats_judge(status, code, reason);
}

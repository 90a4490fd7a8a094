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
    if (status == NATS_OK) status = natsConnection_PublishMsg(connection->connection, message);
    natsMsg_Destroy(message);
    return cnats_judge(status, 0, reason);
}

void cnats_mention(cnats_connection *connection, const char *subject, const uint8_t *bytes, size_t count) {
    char full[CNATS_SUBJECT];
    if (count > INT_MAX || !cnats_subject(connection, subject, full)) return;
    natsConnection_Publish(connection->connection, full, bytes, (int)count);
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
        status = js_PublishMsg(&answer, connection->jetstream, message, &options, &code);
    }
    if (status == NATS_OK) *sequence = answer->Sequence;
    jsPubAck_Destroy(answer);
    natsMsg_Destroy(message);
    return cnats_judge(status, code, reason);
}

cnats_result cnats_erase(cnats_connection *connection, uint64_t sequence, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    jsErrCode code = 0;
    natsStatus status = js_EraseMsg(connection->jetstream, connection->stream, sequence, NULL, &code);
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
        status = js_PurgeStream(connection->jetstream, connection->stream, &options, &code);
    }
    return cnats_judge(status, code, reason);
}

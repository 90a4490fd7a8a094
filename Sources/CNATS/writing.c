// What is put into the stream and taken out of it.

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
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
    cnats_connection *connection, const char *subject, const uint8_t *bytes, size_t count, uint64_t *sequence,
    cnats_reason *reason) {
    *reason = (cnats_reason){0};
    natsMsg *message = NULL;
    jsPubOptions options;
    jsPubAck *answer = NULL;
    jsErrCode code = 0;
    natsStatus status = make(&message, connection, subject, NULL, bytes, count);
    if (status == NATS_OK) status = jsPubOptions_Init(&options);
    if (status == NATS_OK) {
        options.ExpectStream = connection->stream;
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

// {"type":"...","success":true}, or an error. libnats asks for one message at a time.
static bool is_yes(natsMsg *answer) {
    char text[CNATS_ANSWER];
    cnats_copy_answer(natsMsg_GetData(answer), (size_t)natsMsg_GetDataLength(answer), text);
    return strstr(text, "\"success\":true") != NULL;
}

cnats_result cnats_remove(
    cnats_connection *connection, const uint64_t *sequences, size_t count, bool *removed,
    cnats_reason *reason) {
    *reason = (cnats_reason){0};
    memset(removed, 0, count);
    char subject[CNATS_SUBJECT], all[CNATS_SUBJECT], reply[CNATS_SUBJECT], question[64];
    snprintf(subject, sizeof subject, "$JS.API.STREAM.MSG.DELETE.%s", connection->stream);
    natsInbox *inbox = NULL;
    natsSubscription *answers = NULL;
    cnats_link *link = cnats_hold(connection);
    natsStatus status = natsInbox_Create(&inbox);
    if (status == NATS_OK) {
        snprintf(all, sizeof all, "%s.*", inbox);
        status = natsConnection_SubscribeSync(&answers, link->connection, all);
    }
    for (size_t i = 0; status == NATS_OK && i < count; i++) {
        snprintf(reply, sizeof reply, "%s.%zu", inbox, i);
        unsigned long long sequence = sequences[i];
        snprintf(question, sizeof question, "{\"seq\":%llu,\"no_erase\":true}", sequence);
        status = natsConnection_PublishRequestString(link->connection, subject, reply, question);
    }
    for (size_t i = 0; status == NATS_OK && i < count; i++) {
        natsMsg *answer = NULL;
        status = natsSubscription_NextMsg(&answer, answers, CNATS_PATIENCE);
        if (status != NATS_OK) break;
        size_t index = (size_t)strtoull(strrchr(natsMsg_GetSubject(answer), '.') + 1, NULL, 10);
        if (index < count) removed[index] = is_yes(answer);
        natsMsg_Destroy(answer);
    }
    natsSubscription_Destroy(answers);
    natsInbox_Destroy(inbox);
    cnats_let_go(link);
    return cnats_judge(status, 0, reason);
}

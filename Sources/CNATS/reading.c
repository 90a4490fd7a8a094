// What the server says.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { nanoseconds_a_millisecond = 1000000 };

cnats_result cnats_consume(
    cnats_connection *connection, uint64_t generation, uint64_t start, int64_t heartbeat_milliseconds,
    cnats_reason *reason) {
    *reason = (cnats_reason){0};
    char name[96], deliver[CNATS_SUBJECT];
    snprintf(name, sizeof name, "%s-%llu", connection->prefix, (unsigned long long)generation);
    snprintf(deliver, sizeof deliver, "%s.e.%llu", connection->inbox, (unsigned long long)generation);
    jsConsumerConfig config;
    jsErrCode code = 0;
    cnats_link *link = cnats_hold(connection);
    // The one before ends by itself, once nobody listens to it (5 s). JetStream sends to who listens to
    // exactly this subject.
    natsStatus status = cnats_listen(connection, link, &link->consumer, deliver);
    if (status == NATS_OK) status = jsConsumerConfig_Init(&config);
    if (status == NATS_OK) {
        config.Name = name;
        config.DeliverSubject = deliver;
        config.DeliverPolicy = js_DeliverByStartSequence;
        config.OptStartSeq = start;
        config.AckPolicy = js_AckNone;
        config.MaxDeliver = 1;
        config.FlowControl = true;
        config.Heartbeat = heartbeat_milliseconds * nanoseconds_a_millisecond;
        config.MemoryStorage = true;
        config.Replicas = 1;
        status = js_AddConsumer(NULL, link->jetstream, connection->stream, &config, NULL, &code);
    }
    cnats_let_go(link);
    return cnats_judge(status, code, reason);
}

static uint64_t header_number(natsMsg *message, const char *name) {
    const char *value = NULL;
    return natsMsgHeader_Get(message, name, &value) == NATS_OK && value ? strtoull(value, NULL, 10) : 0;
}

// "$JS.ACK.STREAM.CONSUMER.TRIES.SEQUENCE.DELIVERED.TIME.PENDING", or with a domain and an account before the
// stream and something behind it all (nats-server's ADR 15).
static bool read_place(const cnats_connection *connection, const char *reply, cnats_message *message) {
    const char *tokens[12];
    int count = 0;
    for (const char *place = reply; place && count < 12; count++) {
        tokens[count] = place;
        place = strchr(place, '.');
        if (place) place++;
    }
    if (count < 9 || strncmp(reply, "$JS.ACK.", 8) != 0) return false;
    int first = count == 9 ? 2 : 4;
    if (first + 4 >= count) return false;
    size_t length = strlen(connection->prefix);
    if (strncmp(tokens[first + 1], connection->prefix, length) != 0 || tokens[first + 1][length] != '-')
        return false;
    message->generation = strtoull(tokens[first + 1] + length + 1, NULL, 10);
    message->sequence = strtoull(tokens[first + 3], NULL, 10);
    message->delivered = strtoull(tokens[first + 4], NULL, 10);
    return message->sequence > 0;
}

void cnats_copy_answer(const char *bytes, size_t count, char text[static CNATS_ANSWER]) {
    size_t length = count < CNATS_ANSWER ? count : CNATS_ANSWER - 1;
    memcpy(text, bytes, length);
    text[length] = 0;
}

// {"stream":"S","seq":7}, or {"error":{"code":503,"err_code":10077,"description":"..."},...}. No name of a
// stream can look like the beginning of an error. One without a number of its own (that is not from
// errors.json) is a server's that ceases to lead at this moment, and has passed nothing on to the others.
static void read_acknowledgement(const char *bytes, size_t count, cnats_message *message) {
    char text[CNATS_ANSWER];
    cnats_copy_answer(bytes, count, text);
    if (strstr(text, "\"error\":")) {
        const char *code = strstr(text, "\"err_code\":");
        int number = code ? atoi(code + 11) : 0;
        message->kind = number == 0 || number == CNATS_NOT_READY ? CNATS_UNTAKEN : CNATS_NOT_STORED;
        return;
    }
    const char *sequence = strstr(text, "\"seq\":");
    if (!sequence) return;
    message->kind = CNATS_ACKNOWLEDGED;
    message->sequence = strtoull(sequence + 6, NULL, 10);
}

// Of a consumer, about itself. A server that asks whether we can follow goes on when it has an answer; since
// what it sent before was taken before, it has waited for us.
static void read_status(
    cnats_connection *connection, natsMsg *source, const char *number, cnats_message *message) {
    const char *reply = natsMsg_GetReply(source), *stalled = NULL;
    if (!reply) natsMsgHeader_Get(source, "Nats-Consumer-Stalled", &stalled);
    if (reply || stalled) {
        cnats_link *link = cnats_hold(connection);
        natsConnection_Publish(link->connection, reply ? reply : stalled, NULL, 0);
        cnats_let_go(link);
    }
    message->generation = strtoull(number, NULL, 10);
    if (reply) return;
    message->kind = CNATS_HEARTBEAT;
    message->sequence = header_number(source, "Nats-Last-Stream");
    message->delivered = header_number(source, "Nats-Last-Consumer");
}

static void set_contents(const cnats_connection *connection, natsMsg *source, cnats_message *message) {
    const char *subject = natsMsg_GetSubject(source);
    size_t length = strlen(connection->stream);
    if (subject && strncmp(subject, connection->stream, length) == 0 && subject[length] == '.')
        message->subject = subject + length + 1;
    message->bytes = (const uint8_t *)natsMsg_GetData(source);
    message->count = (size_t)natsMsg_GetDataLength(source);
    message->owner = source;
}

cnats_result cnats_next(cnats_connection *connection, int64_t milliseconds, cnats_message *message) {
    *message = (cnats_message){.kind = CNATS_OTHER};
    natsMsg *source = NULL;
    cnats_result result = cnats_take(connection, milliseconds, &source);
    if (result != CNATS_DONE) return result;
    set_contents(connection, source, message);
    const char *subject = natsMsg_GetSubject(source);
    size_t length = strlen(connection->inbox);
    if (strncmp(subject, connection->inbox, length) != 0) {
        const char *reply = natsMsg_GetReply(source);
        if (reply && message->subject && read_place(connection, reply, message)) message->kind = CNATS_STORED;
    } else if (strncmp(subject + length, ".a.", 3) == 0) {
        message->draft = strtoull(subject + length + 3, NULL, 10);
        if (natsMsg_IsNoResponders(source))
            message->kind = CNATS_UNTAKEN;
        else
            read_acknowledgement((const char *)message->bytes, message->count, message);
    } else if (strncmp(subject + length, ".e.", 3) == 0) {
        read_status(connection, source, subject + length + 3, message);
    }
    return CNATS_DONE;
}

static cnats_result give(
    cnats_connection *connection, natsStatus status, jsErrCode code, natsMsg *source, cnats_message *message,
    cnats_reason *reason) {
    if (status == NATS_NOT_FOUND || code == JSNoMessageFoundErr) return CNATS_NOTHING;
    if (status != NATS_OK) return cnats_judge(status, code, reason);
    message->kind = CNATS_STORED;
    message->sequence = natsMsg_GetSequence(source);
    set_contents(connection, source, message);
    return CNATS_DONE;
}

cnats_result cnats_get(
    cnats_connection *connection, uint64_t sequence, cnats_message *message, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    *message = (cnats_message){.kind = CNATS_OTHER};
    natsMsg *source = NULL;
    jsErrCode code = 0;
    cnats_link *link = cnats_hold(connection);
    natsStatus status = js_GetMsg(&source, link->jetstream, connection->stream, sequence, NULL, &code);
    cnats_let_go(link);
    return give(connection, status, code, source, message, reason);
}

// {"type":"...","message":{"subject":"S.entry","seq":7,"data":"..."}}, or an error. libnats has no call for
// it.
cnats_result cnats_first(
    cnats_connection *connection, const char *of, uint64_t start, uint64_t *sequence, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    char subject[CNATS_SUBJECT], full[CNATS_SUBJECT], question[2 * CNATS_SUBJECT], text[CNATS_ANSWER];
    if (!cnats_subject(connection, of, full)) return cnats_judge(NATS_INVALID_ARG, 0, reason);
    snprintf(subject, sizeof subject, "$JS.API.STREAM.MSG.GET.%s", connection->stream);
    snprintf(
        question, sizeof question, "{\"seq\":%llu,\"next_by_subj\":\"%s\"}", (unsigned long long)start, full);
    natsMsg *answer = NULL;
    cnats_link *link = cnats_hold(connection);
    natsStatus status = natsConnection_RequestString(
        &answer, link->connection, subject, question, CNATS_PATIENCE);
    cnats_let_go(link);
    if (status != NATS_OK) return cnats_judge(status, 0, reason);
    cnats_copy_answer(natsMsg_GetData(answer), (size_t)natsMsg_GetDataLength(answer), text);
    natsMsg_Destroy(answer);
    const char *error = strstr(text, "\"err_code\":"), *number = strstr(text, "\"seq\":");
    if (error) {
        int code = atoi(error + strlen("\"err_code\":"));
        return code == CNATS_NO_MESSAGE ? CNATS_NOTHING : cnats_judge(NATS_ERR, (jsErrCode)code, reason);
    }
    if (!number) return cnats_judge(NATS_ERR, 0, reason);
    *sequence = strtoull(number + strlen("\"seq\":"), NULL, 10);
    return CNATS_DONE;
}

void cnats_message_free(cnats_message *message) {
    natsMsg_Destroy(message->owner);
    *message = (cnats_message){.kind = CNATS_OTHER};
}

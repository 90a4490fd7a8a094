// The connection, and the stream as a whole.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

// A server that does not answer is left after so long: a ping each two seconds, two of them unanswered.
enum { ping_milliseconds = 2000, unanswered_pings = 2 };
enum { connect_milliseconds = 2000, answer_milliseconds = 5000 };
enum { reconnect_milliseconds = 250, jitter_milliseconds = 100 };

static void say(cnats_reason *reason, const char *text) {
    snprintf(reason->text, sizeof reason->text, "%s", text);
    for (char *byte = reason->text; *byte; byte++)
        if (*byte < ' ') *byte = ' ';
}

cnats_result cnats_judge(natsStatus status, jsErrCode code, cnats_reason *reason) {
    if (status == NATS_OK) return CNATS_DONE;
    reason->code = (int)code;
    natsStatus last = NATS_OK;
    const char *text = nats_GetLastError(&last);
    say(reason, text && *text && last == status ? text : natsStatus_GetText(status));
    if (code != 0) return CNATS_REFUSED;
    switch (status) {
    case NATS_NOT_FOUND: return CNATS_NOTHING;
    case NATS_CONNECTION_AUTH_FAILED:
    case NATS_NOT_PERMITTED:
    case NATS_SSL_ERROR:
    case NATS_SECURE_CONNECTION_WANTED:
    case NATS_SECURE_CONNECTION_REQUIRED: return CNATS_DENIED;
    case NATS_MAX_PAYLOAD:
    case NATS_INVALID_ARG: return CNATS_REFUSED;
    default: return CNATS_UNANSWERED;
    }
}

bool cnats_subject(const cnats_connection *connection, const char *subject, char full[CNATS_SUBJECT]) {
    int length = snprintf(full, CNATS_SUBJECT, "%s.%s", connection->stream, subject);
    return length > 0 && length < CNATS_SUBJECT;
}

// libnats would write it to standard error.
static void ignore(
    natsConnection *connection, natsSubscription *subscription, natsStatus status, void *closure) {
    (void)connection, (void)subscription, (void)status, (void)closure;
}

// All but the servers.
static natsStatus prepare(natsOptions *options, const cnats_settings *settings) {
    natsStatus status = NATS_OK;
#define SET(call) \
    if (status == NATS_OK) status = call
    SET(natsOptions_SetName(options, "papod"));
    SET(natsOptions_SetTimeout(options, connect_milliseconds));
    // A server that takes nothing is left too, or whoever publishes would wait for it.
    SET(natsOptions_SetWriteDeadline(options, connect_milliseconds));
    SET(natsOptions_SetPingInterval(options, ping_milliseconds));
    SET(natsOptions_SetMaxPingsOut(options, unanswered_pings));
    SET(natsOptions_SetMaxReconnect(options, -1));
    SET(natsOptions_SetReconnectWait(options, reconnect_milliseconds));
    SET(natsOptions_SetReconnectJitter(options, jitter_milliseconds, jitter_milliseconds));
    // The servers tell of each other by addresses, for which no certificate is good.
    SET(natsOptions_SetIgnoreDiscoveredServers(options, true));
    SET(natsOptions_SetFailRequestsOnDisconnect(options, true));
    SET(natsOptions_SetErrorHandler(options, ignore, NULL));
    if (settings->user)
        SET(natsOptions_SetUserInfo(options, settings->user, settings->password ? settings->password : ""));
    if (settings->authorities) SET(natsOptions_LoadCATrustedCertificates(options, settings->authorities));
    if (settings->certificate && settings->key)
        SET(natsOptions_LoadCertificatesChain(options, settings->certificate, settings->key));
    if (settings->authorities || settings->certificate) SET(natsOptions_SetSecure(options, true));
#undef SET
    return status;
}

static uint64_t reconnects_of(cnats_link *link) {
    natsStatistics *statistics = NULL;
    uint64_t reconnects = 0;
    if (natsStatistics_Create(&statistics) != NATS_OK) return 0;
    if (natsConnection_GetStats(link->connection, statistics) == NATS_OK)
        natsStatistics_GetCounts(statistics, NULL, NULL, NULL, NULL, &reconnects);
    natsStatistics_Destroy(statistics);
    return reconnects;
}

static natsStatus copy_servers(cnats_connection *connection, const cnats_settings *settings) {
    connection->servers = calloc((size_t)settings->server_count, sizeof *connection->servers);
    if (!connection->servers) return NATS_NO_MEMORY;
    for (int i = 0; i < settings->server_count; i++) {
        connection->servers[i] = strdup(settings->servers[i]);
        if (!connection->servers[i]) return NATS_NO_MEMORY;
        connection->server_count++;
    }
    return NATS_OK;
}

static natsStatus name_inboxes(cnats_connection *connection) {
    natsStatus status = natsInbox_Create(&connection->inbox);
    if (status != NATS_OK) return status;
    const char *token = strrchr(connection->inbox, '.');
    snprintf(connection->prefix, sizeof connection->prefix, "papod-%s", token ? token + 1 : "x");
    return NATS_OK;
}

// A link to the first of the servers that answers, in an order of chance, or in theirs from `first` on. NULL
// where none does.
static cnats_link *link_up(cnats_connection *connection, int first, natsStatus *status) {
    cnats_link *link = calloc(1, sizeof *link);
    const char **servers = calloc((size_t)connection->server_count, sizeof *servers);
    *status = link && servers ? NATS_OK : NATS_NO_MEMORY;
    if (*status == NATS_OK) {
        atomic_init(&link->references, 1);
        for (int i = 0; i < connection->server_count; i++)
            servers[i] = connection->servers[(i + (first < 0 ? 0 : first)) % connection->server_count];
        *status = natsOptions_SetServers(connection->options, servers, connection->server_count);
    }
    if (*status == NATS_OK) *status = natsOptions_SetNoRandomize(connection->options, first >= 0);
    if (*status == NATS_OK) *status = natsConnection_Connect(&link->connection, connection->options);
    if (*status == NATS_OK) {
        jsOptions wait;
        *status = jsOptions_Init(&wait);
        wait.Wait = answer_milliseconds;
        if (*status == NATS_OK)
            *status = natsConnection_JetStream(&link->jetstream, link->connection, &wait);
    }
    if (*status == NATS_OK) {
        char subject[CNATS_SUBJECT];
        snprintf(subject, sizeof subject, "%s.a.*", connection->inbox);
        *status = cnats_listen(connection, link, &link->acknowledgements, subject);
    }
    free(servers);
    if (*status == NATS_OK) return link;
    cnats_let_go(link);
    return NULL;
}

cnats_connection *cnats_connect(const cnats_settings *settings, cnats_result *result, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    cnats_connection *connection = cnats_new();
    natsStatus status = connection ? NATS_OK : NATS_NO_MEMORY;
    if (status == NATS_OK) {
        snprintf(connection->stream, sizeof connection->stream, "%s", settings->stream);
        status = natsOptions_Create(&connection->options);
    }
    if (status == NATS_OK) status = prepare(connection->options, settings);
    if (status == NATS_OK) status = copy_servers(connection, settings);
    if (status == NATS_OK) status = name_inboxes(connection);
    if (status == NATS_OK) connection->link = link_up(connection, -1, &status);
    *result = cnats_judge(status, 0, reason);
    if (status == NATS_OK) return connection;
    if (connection) cnats_free(connection);
    return NULL;
}

// Which of the servers the link is to; the first where that is not known.
static int place_of(const cnats_connection *connection, cnats_link *link) {
    char url[CNATS_SUBJECT];
    if (natsConnection_GetConnectedUrl(link->connection, url, sizeof url) != NATS_OK) return 0;
    for (int i = 0; i < connection->server_count; i++)
        if (strstr(url, connection->servers[i] + strlen("nats://"))) return i;
    return 0;
}

cnats_result cnats_move(cnats_connection *connection, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    if (connection->server_count < 2) return CNATS_NOTHING;
    cnats_link *old = cnats_hold(connection);
    natsStatus status = NATS_OK;
    cnats_link *link = link_up(connection, place_of(connection, old) + 1, &status);
    if (link) {
        pthread_mutex_lock(&connection->lock);
        bool is_closed = connection->is_closed;
        if (!is_closed) {
            connection->reconnects += reconnects_of(old) + 1;
            connection->link = link;
        }
        pthread_mutex_unlock(&connection->lock);
        // What waits for an answer there is told that none comes.
        natsConnection_Close(is_closed ? link->connection : old->connection);
        cnats_let_go(is_closed ? link : old);
    }
    cnats_let_go(old);
    return cnats_judge(status, 0, reason);
}

bool cnats_is_connected(cnats_connection *connection) {
    cnats_link *link = cnats_hold(connection);
    bool is_connected = natsConnection_Status(link->connection) == NATS_CONN_STATUS_CONNECTED;
    cnats_let_go(link);
    return is_connected;
}

uint64_t cnats_reconnects(cnats_connection *connection) {
    pthread_mutex_lock(&connection->lock);
    uint64_t before = connection->reconnects;
    cnats_link *link = connection->link;
    atomic_fetch_add(&link->references, 1);
    pthread_mutex_unlock(&connection->lock);
    uint64_t reconnects = before + reconnects_of(link);
    cnats_let_go(link);
    return reconnects;
}

static bool has_our_subjects(const cnats_connection *connection, const jsStreamConfig *stream) {
    char all[CNATS_SUBJECT];
    return stream->SubjectsLen == 1 && cnats_subject(connection, "*", all) &&
        strcmp(stream->Subjects[0], all) == 0;
}

cnats_result cnats_stream_info(cnats_connection *connection, cnats_stream *stream, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    jsStreamInfo *info = NULL;
    jsErrCode code = 0;
    cnats_link *link = cnats_hold(connection);
    natsStatus status = js_GetStreamInfo(&info, link->jetstream, connection->stream, NULL, &code);
    cnats_let_go(link);
    // libnats makes a status of its own of the one error that everybody asks for.
    if (status == NATS_NOT_FOUND) code = JSStreamNotFoundErr;
    if (status != NATS_OK) return cnats_judge(status, code, reason);
    const jsStreamConfig *config = info->Config;
    *stream = (cnats_stream){
        .is_file = config->Storage == js_FileStorage,
        .is_limits = config->Retention == js_LimitsPolicy,
        .is_plain = !config->Mirror && config->SourcesLen == 0,
        .is_sealed = config->Sealed,
        .denies_delete = config->DenyDelete,
        .acknowledges = !config->NoAck,
        .discards_new = config->Discard == js_DiscardNew,
        .has_our_subjects = has_our_subjects(connection, config),
        .maximum_messages = config->MaxMsgs,
        .maximum_bytes = config->MaxBytes,
        .maximum_age = config->MaxAge,
        .maximum_per_subject = config->MaxMsgsPerSubject,
        .duplicates = config->Duplicates,
        .last = info->State.LastSeq,
    };
    jsStreamInfo_Destroy(info);
    return CNATS_DONE;
}

cnats_result cnats_stream_make(
    cnats_connection *connection, int replicas, int64_t duplicates, cnats_reason *reason) {
    *reason = (cnats_reason){0};
    char all[CNATS_SUBJECT];
    if (!cnats_subject(connection, "*", all)) return cnats_judge(NATS_INVALID_ARG, 0, reason);
    const char *subjects[] = {all};
    jsStreamConfig config;
    jsErrCode code = 0;
    natsStatus status = jsStreamConfig_Init(&config);
    if (status == NATS_OK) {
        config.Name = connection->stream;
        config.Description = "papo";
        config.Subjects = subjects;
        config.SubjectsLen = 1;
        config.Storage = js_FileStorage;
        config.Retention = js_LimitsPolicy;
        config.Discard = js_DiscardNew;
        config.Replicas = replicas;
        config.Duplicates = duplicates;
        cnats_link *link = cnats_hold(connection);
        status = js_AddStream(NULL, link->jetstream, &config, NULL, &code);
        cnats_let_go(link);
    }
    return cnats_judge(status, code, reason);
}

// The smallest server of the plain dialect, to measure against: what the machine and OpenSSL cost by
// themselves. The first line is the name; every other one goes to all others as "NAME: TEXT", "@NAME TEXT" to
// one, and "#sair" leaves. No notices, no journal, no history, no limits, one thread, and it takes for granted
// that names and lines are well formed: it is for nothing but measuring.
//
// Without --coalesce each delivery is a TLS record and a send of its own. With it, deliveries are appended to
// what waits for the receiver, and each receiver is written to once a round.
// usage: floor PORT CERTIFICATE KEY [--coalesce]
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { name_size = 24, bucket_count = 16384, line_limit = 4096, record_size = 16384 };

struct connection {
    SSL *tls;
    struct connection *next;  // of the same bucket
    int descriptor;
    uint32_t place;  // among `live`, once it has a name
    bool is_up, is_named, is_dirty, wants_write, is_gone;
    char name[name_size];
    char *in, *out;  // there only while not empty
    uint32_t in_count, out_count, out_capacity;
};

struct list {
    struct connection **items;
    uint32_t count, capacity;
};

static bool coalesces;
static int poller, listener;
static SSL_CTX *context;
static struct list live, dirty, gone;
static struct connection *buckets[bucket_count];

static void append(struct list *list, struct connection *item) {
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 64;
        list->items = realloc(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->count++] = item;
}

// FNV-1a
static struct connection **bucket(const char *name) {
    uint32_t hash = 2166136261u;
    while (*name) hash = (hash ^ (uint8_t)*name++) * 16777619u;
    return &buckets[hash % bucket_count];
}

static void watch(struct connection *c, bool for_writing) {
    if (c->wants_write == for_writing) return;
    c->wants_write = for_writing;
    struct epoll_event event = {.events = EPOLLIN | (for_writing ? EPOLLOUT : 0), .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_MOD, c->descriptor, &event);
}

// It is freed at the end of the round.
static void leave(struct connection *c) {
    if (c->is_gone) return;
    c->is_gone = true;
    if (c->is_named) {
        struct connection *last = live.items[--live.count];
        live.items[c->place] = last;
        last->place = c->place;
        struct connection **link = bucket(c->name);
        while (*link != c) link = &(*link)->next;
        *link = c->next;
    }
    ERR_clear_error();
    close(c->descriptor);
    append(&gone, c);
}

// How many bytes were taken: 0 where the socket is full, -1 where the connection is lost.
static int tls_write(struct connection *c, const char *bytes, int count) {
    int taken = SSL_write(c->tls, bytes, count);
    if (taken > 0) return taken;
    int error = SSL_get_error(c->tls, taken);
    if (error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_WANT_READ) return 0;
    leave(c);
    return -1;
}

static void flush(struct connection *c) {
    uint32_t offset = 0;
    int taken = 1;
    while (offset < c->out_count && (taken = tls_write(c, c->out + offset, c->out_count - offset)) > 0)
        offset += taken;
    if (taken < 0) return;
    memmove(c->out, c->out + offset, c->out_count -= offset);
    if (!c->out_count) {
        free(c->out);
        c->out = NULL;
        c->out_capacity = 0;
    }
    watch(c, c->out_count > 0);
}

static void deliver(struct connection *c, const char *bytes, int count) {
    if (!coalesces && !c->out_count) {
        int taken = tls_write(c, bytes, count);
        if (taken < 0 || taken == count) return;
        bytes += taken;
        count -= taken;
        watch(c, true);
    }
    if (c->out_count + count > c->out_capacity) {
        c->out_capacity = (c->out_count + count) * 2;
        c->out = realloc(c->out, c->out_capacity);
    }
    memcpy(c->out + c->out_count, bytes, count);
    c->out_count += count;
    if (coalesces && !c->is_dirty) {
        c->is_dirty = true;
        append(&dirty, c);
    }
}

static void deliver_to_all(const struct connection *sender, const char *bytes, int count) {
    // Downwards, since `leave` moves the last one.
    for (uint32_t i = live.count; i-- > 0;)
        if (live.items[i] != sender) deliver(live.items[i], bytes, count);
}

static void deliver_to(const char *name, const char *bytes, int count) {
    struct connection *c = *bucket(name);
    while (c && strcmp(c->name, name)) c = c->next;
    if (c) deliver(c, bytes, count);
}

static void enter(struct connection *c, const char *name, int count) {
    snprintf(c->name, name_size, "%.*s", count, name);
    struct connection **link = bucket(c->name);
    c->next = *link;
    *link = c;
    c->is_named = true;
    c->place = live.count;
    append(&live, c);
}

static void take_line(struct connection *c, const char *text, int count) {
    char out[line_limit + record_size + name_size + 8], name[name_size];
    if (count && text[count - 1] == '\r') count--;
    if (!c->is_named) return enter(c, text, count);
    if (count == 5 && !memcmp(text, "#sair", 5)) return leave(c);
    if (*text != '@') return deliver_to_all(c, out, sprintf(out, "%s: %.*s\n", c->name, count, text));
    const char *blank = memchr(text, ' ', count);
    if (!blank) return;
    snprintf(name, name_size, "%.*s", (int)(blank - text - 1), text + 1);
    int left = text + count - blank - 1;
    deliver_to(name, out, sprintf(out, "%s: %.*s\n", c->name, left, blank + 1));
}

static void read_lines(struct connection *c) {
    static char buffer[line_limit + record_size];
    do {
        uint32_t before = c->in_count;
        if (before) memcpy(buffer, c->in, before);
        int count = SSL_read(c->tls, buffer + before, record_size);
        if (count <= 0) {
            if (SSL_get_error(c->tls, count) != SSL_ERROR_WANT_READ) leave(c);
            return;
        }
        char *text = buffer, *end = buffer + before + count, *line_end;
        for (; (line_end = memchr(text, '\n', end - text)); text = line_end + 1) {
            take_line(c, text, line_end - text);
            if (c->is_gone) return;
        }
        if (end - text > line_limit) return leave(c);
        free(c->in);
        c->in = NULL;
        c->in_count = end - text;
        if (c->in_count) c->in = memcpy(malloc(c->in_count), text, c->in_count);
    } while (SSL_has_pending(c->tls));
}

static void take_event(struct connection *c, uint32_t events) {
    if (c->is_gone) return;
    if (!c->is_up) {
        int result = SSL_accept(c->tls);
        if (result != 1) {
            int error = SSL_get_error(c->tls, result);
            if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) leave(c);
            return;
        }
        c->is_up = true;
        if (!SSL_has_pending(c->tls)) return;
    }
    if (events & EPOLLOUT) flush(c);
    if (!c->is_gone && events & ~EPOLLOUT) read_lines(c);
}

static void accept_some(void) {
    int descriptor, one = 1;
    for (int i = 0; i < 32; i++) {
        descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct connection *c = calloc(1, sizeof *c);
        c->descriptor = descriptor;
        c->tls = SSL_new(context);
        SSL_set_fd(c->tls, descriptor);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event);
    }
}

static void run(void) {
    struct epoll_event events[256];
    for (;;) {
        int count = epoll_wait(poller, events, 256, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr == &listener)
                accept_some();
            else
                take_event(events[i].data.ptr, events[i].events);
        }
        for (uint32_t i = 0; i < dirty.count; i++) {
            struct connection *c = dirty.items[i];
            c->is_dirty = false;
            if (!c->is_gone && !c->wants_write) flush(c);
        }
        dirty.count = 0;
        for (uint32_t i = 0; i < gone.count; i++) {
            struct connection *c = gone.items[i];
            SSL_free(c->tls);
            free(c->in);
            free(c->out);
            free(c);
        }
        gone.count = 0;
    }
}

static bool make_context(const char *certificate, const char *key) {
    context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_mode(
        context,
        SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_read_ahead(context, 1);
    return SSL_CTX_use_certificate_chain_file(context, certificate) == 1
        && SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1;
}

static bool start_listening(uint16_t port) {
    int one = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4096)) return false;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &listener};
    return epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) == 0;
}

int main(int count, char **arguments) {
    if (count < 4) {
        fputs("usage: floor PORT CERTIFICATE KEY [--coalesce]\n", stderr);
        return 2;
    }
    coalesces = count > 4 && !strcmp(arguments[4], "--coalesce");
    signal(SIGPIPE, SIG_IGN);
    if (!make_context(arguments[2], arguments[3])) {
        ERR_print_errors_fp(stderr);
        return 1;
    }
    poller = epoll_create1(EPOLL_CLOEXEC);
    if (!start_listening(atoi(arguments[1]))) {
        perror("floor: listen");
        return 1;
    }
    run();
}

// Where OpenSSL's memory comes from.
//
// With SSL_MODE_RELEASE_BUFFERS a session gives its buffer back after each record and takes one for the next,
// else an idle session would keep 34 KiB. malloc(3) searches for blocks of that size and joins them again,
// each time, for every message to everyone. So a thread keeps those that it gave back last.

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum {
    // A record's buffer: 16 KiB (RFC 8446, 5.1) and what OpenSSL puts around it.
    smallest = 16 * 1024,
    largest = 20 * 1024,
    // One to read to, one to write from.
    most_blocks = 2,
};

typedef struct {
    void *blocks[most_blocks];
    unsigned count;
    bool is_registered;
} kept_blocks;

static _Thread_local kept_blocks kept;

// Its destructor sees to a thread's blocks when the thread ends.
static pthread_key_t ends;

static bool is_buffer(size_t size) {
    return size >= smallest && size <= largest;
}

// Apart from `take_for_openssl`, as is the locked memory, so that a small block costs nothing but malloc(3).
static __attribute__((noinline)) void *take_buffer(size_t size) {
    for (unsigned i = kept.count; i-- > 0;) {
        void *block = kept.blocks[i];
        if (malloc_usable_size(block) < size) continue;
        kept.blocks[i] = kept.blocks[--kept.count];
        return block;
    }
    return malloc(size);
}

static void *take_for_openssl(size_t size, const char *file, int line) {
    (void)file, (void)line;
    if (is_buffer(size)) return take_buffer(size);
    return ctls_takes_locked ? ctls_take_locked(size) : malloc(size);
}

static bool keep(void *block) {
    if (kept.count == most_blocks || !is_buffer(malloc_usable_size(block))) return false;
    if (!kept.is_registered && pthread_setspecific(ends, &kept) != 0) return false;
    kept.is_registered = true;
    kept.blocks[kept.count++] = block;
    return true;
}

static void give_back_from_openssl(void *block, const char *file, int line) {
    (void)file, (void)line;
    if (ctls_is_locked(block)) {
        ctls_give_back_locked(block);
    } else if (!keep(block)) {
        free(block);
    }
}

static void *resize_for_openssl(void *block, size_t size, const char *file, int line) {
    if (!ctls_is_locked(block)) return realloc(block, size);
    size_t old = ctls_locked_size(block);
    if (size > 0 && size <= old) return block;
    void *larger = size > 0 ? take_for_openssl(size, file, line) : NULL;
    if (larger) memcpy(larger, block, old);
    if (larger || size == 0) ctls_give_back_locked(block);
    return larger;
}

// OpenSSL's own destructors may still come: what they give back is not kept, since the places are taken, by
// nothing that could be taken out.
static void let_go(void *argument) {
    kept_blocks *blocks = argument;
    for (unsigned i = 0; i < most_blocks; i++) {
        if (i < blocks->count) free(blocks->blocks[i]);
        blocks->blocks[i] = NULL;
    }
    blocks->count = most_blocks;
}

// Before OpenSSL takes its first block, for then it is too late (CRYPTO_set_mem_functions(3)), and everything
// stays as it is.
__attribute__((constructor)) static void keep_buffers(void) {
    if (pthread_key_create(&ends, let_go) != 0) return;
    CRYPTO_set_mem_functions(take_for_openssl, resize_for_openssl, give_back_from_openssl);
}

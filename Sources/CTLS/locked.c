// Where private keys lie: in memory that is locked.
//
// OpenSSL has a heap for that of its own (OPENSSL_secure_malloc(3)), but it takes from it for the passing
// keys of each handshake as well, and a handshake fails where it is full: it would have to be as large as
// there can be connections. So blocks are taken from here only while a thread reads or makes a key; what a
// key consists of is made in those calls, and stays where it was made.

#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "internal.h"

// Reading a key takes 447 blocks of at most 512 bytes at a time, nearly all of them small, of which 40 stay
// (OpenSSL 3.0.22, ECDSA on P-256). Where there is none left, malloc(3) serves.
enum {
    small_size = 64,
    small_count = 1024,
    large_size = 512,
    large_count = 128,
};
_Static_assert(
    small_size * small_count + large_size * large_count == ctls_locked_bytes, "the blocks fill the memory");

// A block that is free holds the next one that is.
typedef struct free_block {
    struct free_block *next;
} free_block;

// In the middle of the addresses, where nothing ever lies, NULL neither.
_Atomic(unsigned char *) ctls_locked_start = (unsigned char *)(UINTPTR_MAX / 2);
static free_block *small_blocks, *large_blocks;
static size_t used;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
_Thread_local bool ctls_takes_locked;

static free_block *chain(unsigned char *first, size_t size, size_t count) {
    free_block *next = NULL;
    for (size_t i = count; i-- > 0;) {
        free_block *block = (free_block *)(void *)(first + i * size);
        block->next = next;
        next = block;
    }
    return next;
}

// What OpenSSL keeps for good when it first reads and makes keys (its tables of algorithms, 3,000 blocks) is
// not to take the places of keys.
static void warm_up(void) {
    EVP_PKEY *key = EVP_EC_gen("P-256");
    BIO *bio = BIO_new(BIO_s_mem());
    if (key && bio && PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL)) {
        EVP_PKEY_free(PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL));
    }
    BIO_free(bio);
    EVP_PKEY_free(key);
    ERR_clear_error();
}

static bool lock_memory(void) {
    warm_up();
    void *memory = mmap(NULL, ctls_locked_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return false;
    if (mlock(memory, ctls_locked_bytes) != 0 || madvise(memory, ctls_locked_bytes, MADV_DONTDUMP) != 0) {
        int error = errno;
        munmap(memory, ctls_locked_bytes);
        errno = error;
        return false;
    }
    // First this, so that every block that is taken is known for one.
    atomic_store_explicit(&ctls_locked_start, memory, memory_order_relaxed);
    pthread_mutex_lock(&lock);
    small_blocks = chain(memory, small_size, small_count);
    large_blocks = chain((unsigned char *)memory + small_size * small_count, large_size, large_count);
    pthread_mutex_unlock(&lock);
    return true;
}

bool ctls_lock_keys(void) {
    static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;
    static bool is_there;
    pthread_mutex_lock(&starting);
    if (!is_there) is_there = lock_memory();
    int error = errno;
    bool answer = is_there;
    pthread_mutex_unlock(&starting);
    errno = error;
    return answer;
}

size_t ctls_locked_blocks(void) {
    pthread_mutex_lock(&lock);
    size_t count = used;
    pthread_mutex_unlock(&lock);
    return count;
}

static void *take(free_block **blocks) {
    free_block *block = *blocks;
    if (!block) return NULL;
    *blocks = block->next;
    used += 1;
    return block;
}

void *ctls_take_locked(size_t size) {
    pthread_mutex_lock(&lock);
    void *block = size <= small_size ? take(&small_blocks) : NULL;
    if (!block && size <= large_size) block = take(&large_blocks);
    pthread_mutex_unlock(&lock);
    return block ? block : malloc(size);
}

size_t ctls_locked_size(const void *block) {
    unsigned char *start = atomic_load_explicit(&ctls_locked_start, memory_order_relaxed);
    const unsigned char *large = start + small_size * small_count;
    return (const unsigned char *)block < large ? small_size : large_size;
}

void ctls_give_back_locked(void *block) {
    size_t size = ctls_locked_size(block);
    OPENSSL_cleanse(block, size);
    free_block **blocks = size == small_size ? &small_blocks : &large_blocks;
    pthread_mutex_lock(&lock);
    ((free_block *)block)->next = *blocks;
    *blocks = block;
    used -= 1;
    pthread_mutex_unlock(&lock);
}

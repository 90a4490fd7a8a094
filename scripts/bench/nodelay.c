/* A preload library that sets TCP_NODELAY on whatever a server accepts, for servers that do not set it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

typedef int accept_function(int, struct sockaddr *, socklen_t *);
typedef int accept4_function(int, struct sockaddr *, socklen_t *, int);

static int without_delay(int descriptor)
{
    int one = 1;
    if (descriptor >= 0) setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return descriptor;
}

int accept(int listener, struct sockaddr *address, socklen_t *length)
{
    static accept_function *next;
    if (!next) next = (accept_function *)dlsym(RTLD_NEXT, "accept");
    return without_delay(next(listener, address, length));
}

int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags)
{
    static accept4_function *next;
    if (!next) next = (accept4_function *)dlsym(RTLD_NEXT, "accept4");
    return without_delay(next(listener, address, length, flags));
}

#include "sockets.h"

#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jalon/base/mem.h"

curl_socket_t sockets_open(struct sockets *sockets, const struct curl_sockaddr *address)
{
    curl_socket_t opened =
        socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);

    if (opened == CURL_SOCKET_BAD)
        return CURL_SOCKET_BAD;
    sockets->items = mem_grow(sockets->items, sockets->count, &sockets->capacity,
                              sizeof(*sockets->items));
    sockets->items[sockets->count++] = opened;
    return opened;
}

int sockets_close(void *context, curl_socket_t socket)
{
    struct sockets *sockets = context;

    for (size_t i = 0; i < sockets->count; i++)
        if (sockets->items[i] == socket)
            /* Their order means nothing. */
            sockets->items[i] = sockets->items[--sockets->count];
    return close(socket);
}

static long own_port(curl_socket_t socket)
{
    struct sockaddr_storage address = {0};
    struct sockaddr_in6 v6;
    socklen_t length = sizeof(address);

    /* The port of IPv4 stands at the same place. */
    if (getsockname(socket, (struct sockaddr *)&address, &length) != 0)
        return -1;
    memcpy(&v6, &address, sizeof(v6));
    return ntohs(v6.sin6_port);
}

void sockets_hang_up_port(const struct sockets *sockets, long port)
{
    for (size_t i = 0; i < sockets->count; i++)
        if (own_port(sockets->items[i]) == port)
            (void)shutdown(sockets->items[i], SHUT_RDWR);
}

void sockets_hang_up(struct sockets *sockets)
{
    for (size_t i = 0; i < sockets->count; i++)
        /* Shut and not closed: libcurl closes them itself, and another socket could have
         * the number by then. */
        (void)shutdown(sockets->items[i], SHUT_RDWR);
    free(sockets->items);
    *sockets = (struct sockets){0};
}

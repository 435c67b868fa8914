#include "address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/reason.h"

/* Connections that the kernel holds until they are accepted: on the hour thousands of
 * calendar programs come at once, while one turn of the loop may take a second. */
#define BACKLOG 1024

/* Bytes that wait unsent in the kernel for a slow reader.  A feed is one body that all
 * readers share; without a limit each connection would copy up to 4 MB of it. */
#define UNSENT_MAX 65536

/* -- TCP ------------------------------------------------------------------------- */

/* Splits ADDRESS at its last colon; the brackets of an IPv6 address are dropped. */
static int split(char **host, char **port, const char *address, struct err *err)
{
    const char *colon = strrchr(address, ':');
    int64_t number;

    if (!colon || colon == address || text_number(&number, colon + 1, 0, 65535) != 0)
        return err_set(err, ERR_INVALID, "%s is no address: HOST:PORT is asked for",
                       address);
    size_t length = (size_t)(colon - address);
    bool bracketed = address[0] == '[' && length > 2 && colon[-1] == ']';
    *host =
        bracketed ? mem_strndup(address + 1, length - 2) : mem_strndup(address, length);
    *port = mem_strdup(colon + 1);
    return 0;
}

static int listen_on(const struct addrinfo *info)
{
    int on = 1;
    int unsent_max = UNSENT_MAX;
    int fd = socket(info->ai_family, info->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    /* A restart need not wait until the old connections' minutes are over. */
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    /* "[::]:8420" is IPv6 alone on every system, whatever its default. */
    if (info->ai_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
    /* Connections have what their listener has. */
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_max, sizeof(unsent_max));
    if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno; /* close() may write over what went wrong */
    (void)close(fd);
    errno = error;
    return -1;
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof(in));
        return ntohl(in.sin_addr.s_addr) >> 24 == 127;
    }
    struct sockaddr_in6 in6;
    memcpy(&in6, address, sizeof(in6));
    return IN6_IS_ADDR_LOOPBACK(&in6.sin6_addr);
}

static int bound_port(int fd)
{
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof(address);
    struct sockaddr_in in;

    (void)getsockname(fd, (struct sockaddr *)&address, &length);
    /* The port stands at the same place for both families. */
    memcpy(&in, &address, sizeof(in));
    return ntohs(in.sin_port);
}

int address_listen_tcp(const char *address, int *port, bool *loopback, struct err *err)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char *host = NULL;
    char *service = NULL;
    int fd = -1;

    if (split(&host, &service, address, err) != 0)
        goto out;
    if (getaddrinfo(host, service, &hints, &found) != 0) {
        (void)err_set(err, ERR_IO, "%s: there is no such host", address);
        goto out;
    }
    /* The first address alone: "localhost" may have two, and *PORT and *LOOPBACK one. */
    fd = listen_on(found);
    if (fd < 0) {
        (void)err_set(err, ERR_IO, "cannot listen on %s: %s", address,
                      reason_of(err->lang, errno));
        goto out;
    }
    *port = bound_port(fd);
    *loopback = is_loopback(found->ai_addr);

out:
    if (found)
        freeaddrinfo(found);
    free(host);
    free(service);
    return fd;
}

/* -- Unix ------------------------------------------------------------------------ */

static int unix_address(struct sockaddr_un *out, const char *path, struct err *err)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof(out->sun_path))
        return err_set(err, ERR_IO, "%s: the path of a socket has at most %zu characters",
                       path, sizeof(out->sun_path) - 1);
    memcpy(out->sun_path, path, strlen(path) + 1);
    return 0;
}

static bool is_answered(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int result = connect(fd, (const struct sockaddr *)address, sizeof(*address));
    /* Nothing but a refusal proves that nobody listens: a full queue or a missing right
     * says that somebody does, whose socket is not to be taken away. */
    bool answered = result == 0 || errno != ECONNREFUSED;

    (void)close(fd);
    return answered;
}

/* Removes the socket that a daemon which died left at ADDRESS. */
static int clear_stale(const struct sockaddr_un *address, struct err *err)
{
    const char *path = address->sun_path;
    struct stat status;

    if (lstat(path, &status) != 0)
        return 0;
    if (!S_ISSOCK(status.st_mode))
        return err_set(err, ERR_IO, "%s is there and is no socket", path);
    if (is_answered(address))
        return err_set(err, ERR_IO, "another daemon answers at %s", path);
    if (unlink(path) != 0)
        return err_set(err, ERR_IO, "cannot remove %s: %s", path,
                       reason_of(err->lang, errno));
    return 0;
}

int address_listen_unix(const char *path, struct err *err)
{
    struct sockaddr_un address;

    if (unix_address(&address, path, err) != 0 || clear_stale(&address, err) != 0)
        return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    /* Nobody can connect before listen(), so that the mode is never too wide. */
    if (fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof(address)) == 0 &&
        chmod(path, 0660) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    (void)err_set(err, ERR_IO, "cannot listen on %s: %s", path,
                  reason_to_make(err->lang, errno));
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

#include "jalon/courier/address.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include <arpa/inet.h>
#include <netinet/in.h>

struct network {
    const char *start;
    unsigned bits;
    const char *sort;
};

/* From IANA's registries of special-purpose addresses, and the public addresses at which
 * clouds tell a machine its secrets. */
static const struct network networks_v4[] = {
    {"0.0.0.0",       8,  "this network" },
    {"10.0.0.0",      8,  "private"      },
    {"100.64.0.0",    10, "carrier-grade"},
    {"127.0.0.0",     8,  "loopback"     },
    {"168.63.129.16", 32, "metadata"     },
    {"169.254.0.0",   16, "link-local"   },
    {"172.16.0.0",    12, "private"      },
    {"192.0.0.0",     24, "reserved"     },
    {"192.0.2.0",     24, "documentation"},
    {"192.88.99.0",   24, "6to4 relay"   },
    {"192.168.0.0",   16, "private"      },
    {"198.18.0.0",    15, "benchmark"    },
    {"198.51.100.0",  24, "documentation"},
    {"203.0.113.0",   24, "documentation"},
    {"224.0.0.0",     4,  "multicast"    },
    {"240.0.0.0",     4,  "reserved"     },
};

static const struct network networks_v6[] = {
    {"::1",         128, "loopback"       },
    {"::",          96,  "reserved"       },
    {"64:ff9b::",   96,  "IPv4-translated"},
    {"64:ff9b:1::", 48,  "IPv4-translated"},
    {"100::",       64,  "discard-only"   },
    {"2001::",      23,  "reserved"       },
    {"2001:db8::",  32,  "documentation"  },
    {"2002::",      16,  "6to4"           },
    {"3fff::",      20,  "documentation"  },
    {"5f00::",      16,  "segment-routing"},
    {"fc00::",      7,   "private"        },
    {"fe80::",      10,  "link-local"     },
    {"fec0::",      10,  "private"        },
    {"ff00::",      8,   "multicast"      },
};

#define NETWORKS(table) (table), sizeof(table) / sizeof((table)[0])

static bool starts_alike(const unsigned char *a, const unsigned char *b, unsigned bits)
{
    unsigned bytes = bits / 8;
    unsigned rest = bits % 8;

    if (memcmp(a, b, bytes) != 0)
        return false;
    return rest == 0 || (a[bytes] ^ b[bytes]) >> (8 - rest) == 0;
}

static const char *find(int family, const void *address, const struct network *networks,
                        size_t count)
{
    unsigned char start[sizeof(struct in6_addr)];

    for (size_t i = 0; i < count; i++) {
        /* Read anew each time: it is asked once for each connection, and a table of texts
         * can be read beside the registry. */
        (void)inet_pton(family, networks[i].start, start);
        if (starts_alike(address, start, networks[i].bits))
            return networks[i].sort;
    }
    return NULL;
}

static const char *refusal_v4(const void *address)
{
    return find(AF_INET, address, NETWORKS(networks_v4));
}

static const char *refusal_v6(const struct in6_addr *address)
{
    /* The same machine, spelled otherwise; it may well be a public one. */
    if (IN6_IS_ADDR_V4MAPPED(address))
        return refusal_v4(address->s6_addr + 12);
    return find(AF_INET6, address, NETWORKS(networks_v6));
}

static const char not_ip[] = "no internet address";

const char *address_refusal(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        /* A copy, since libcurl's bytes need not be aligned. */
        memcpy(&v4, address, sizeof(v4));
        return refusal_v4(&v4.sin_addr);
    }
    if (address->sa_family == AF_INET6) {
        memcpy(&v6, address, sizeof(v6));
        return refusal_v6(&v6.sin6_addr);
    }
    return not_ip;
}

const char *address_refusal_of(const char *text)
{
    struct in_addr v4;
    struct in6_addr v6;

    if (inet_pton(AF_INET, text, &v4) == 1)
        return refusal_v4(&v4);
    if (inet_pton(AF_INET6, text, &v6) == 1)
        return refusal_v6(&v6);
    return not_ip;
}

bool address_is_this_machine(const char *host)
{
    struct in_addr v4;
    struct in6_addr v6;

    if (inet_pton(AF_INET, host, &v4) == 1)
        return ntohl(v4.s_addr) >> 24 == 127;
    if (inet_pton(AF_INET6, host, &v6) == 1)
        return IN6_IS_ADDR_LOOPBACK(&v6);
    return strcasecmp(host, "localhost") == 0;
}

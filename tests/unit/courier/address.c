/* Unit: jalon/courier/address.h */
#include "jalon/courier/address.h"

#include <netdb.h>
#include <netinet/in.h>

#include "support/test.h"

/* What a resolver makes of HOST, which names a number in one spelling or another. */
static struct sockaddr_storage resolve(const char *host)
{
    struct sockaddr_storage address = {0};
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST,
                                   .ai_socktype = SOCK_STREAM};

    if (getaddrinfo(host, "443", &hints, &found) != 0)
        fail_msg("%s is no address", host);
    memcpy(&address, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return address;
}

static const char *refusal(const char *host)
{
    struct sockaddr_storage address = resolve(host);

    return address_refusal((const struct sockaddr *)&address);
}

/* -- address_refusal ------------------------------------------------------------- */

static const struct {
    const char *host, *want;
} inner[] = {
    {"127.0.0.1",                               "loopback"       },
    {"127.1",                                   "loopback"       },
    {"127.0.1",                                 "loopback"       },
    {"127.255.255.254",                         "loopback"       },
    {"2130706433",                              "loopback"       },
    {"017700000001",                            "loopback"       },
    {"0x7f000001",                              "loopback"       },
    {"0x7f.0.0.1",                              "loopback"       },
    {"0x7f.1",                                  "loopback"       },
    {"0177.0.0.1",                              "loopback"       },
    {"0177.0x0.0.01",                           "loopback"       },
    {"0",                                       "this network"   },
    {"0.0.0.0",                                 "this network"   },
    {"0.1.2.3",                                 "this network"   },
    {"10.0.0.0",                                "private"        },
    {"10.255.255.255",                          "private"        },
    {"0xa000001",                               "private"        },
    {"012.1",                                   "private"        },
    {"100.64.0.1",                              "carrier-grade"  },
    {"100.127.255.255",                         "carrier-grade"  },
    {"100.100.100.200",                         "carrier-grade"  },
    {"168.63.129.16",                           "metadata"       },
    {"169.254.169.254",                         "link-local"     },
    {"2852039166",                              "link-local"     },
    {"0xa9fea9fe",                              "link-local"     },
    {"0251.0376.0251.0376",                     "link-local"     },
    {"169.254.43518",                           "link-local"     },
    {"172.16.0.1",                              "private"        },
    {"172.31.255.255",                          "private"        },
    {"192.0.0.192",                             "reserved"       },
    {"192.0.2.1",                               "documentation"  },
    {"192.88.99.1",                             "6to4 relay"     },
    {"192.168.0.1",                             "private"        },
    {"192.168.65535",                           "private"        },
    {"0xc0.0xa8.1",                             "private"        },
    {"198.18.0.1",                              "benchmark"      },
    {"198.19.255.255",                          "benchmark"      },
    {"198.51.100.7",                            "documentation"  },
    {"203.0.113.7",                             "documentation"  },
    {"224.0.0.1",                               "multicast"      },
    {"239.255.255.255",                         "multicast"      },
    {"240.0.0.1",                               "reserved"       },
    {"255.255.255.255",                         "reserved"       },
    {"::1",                                     "loopback"       },
    {"0:0:0:0:0:0:0:1",                         "loopback"       },
    {"0000:0000:0000:0000:0000:0000:0000:0001", "loopback"       },
    {"::",                                      "reserved"       },
    {"::127.0.0.1",                             "reserved"       },
    {"::7f00:1",                                "reserved"       },
    {"::ffff:127.0.0.1",                        "loopback"       },
    {"::ffff:7f00:1",                           "loopback"       },
    {"0:0:0:0:0:ffff:127.0.0.1",                "loopback"       },
    {"::FFFF:10.0.0.1",                         "private"        },
    {"::ffff:169.254.169.254",                  "link-local"     },
    {"::ffff:a9fe:a9fe",                        "link-local"     },
    {"::ffff:0.0.0.0",                          "this network"   },
    {"64:ff9b::127.0.0.1",                      "IPv4-translated"},
    {"64:ff9b::a9fe:a9fe",                      "IPv4-translated"},
    {"64:ff9b:1::7f00:1",                       "IPv4-translated"},
    {"100::1",                                  "discard-only"   },
    {"2001::1",                                 "reserved"       },
    {"2001:10::1",                              "reserved"       },
    {"2001:db8::1",                             "documentation"  },
    {"2002:7f00:1::",                           "6to4"           },
    {"3fff::1",                                 "documentation"  },
    {"5f00::1",                                 "segment-routing"},
    {"fc00::1",                                 "private"        },
    {"fd00:ec2::254",                           "private"        },
    {"fdff:ffff::1",                            "private"        },
    {"fe80::1",                                 "link-local"     },
    {"febf::1",                                 "link-local"     },
    {"fec0::1",                                 "private"        },
    {"ff02::1",                                 "multicast"      },
};

static void no_spelling_of_an_inner_address_passes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(inner); i++) {
        const char *got = refusal(inner[i].host);
        if (!got || strcmp(got, inner[i].want) != 0)
            fail_msg("%s: %s", inner[i].host, got ? got : "passes");
    }
}

static void the_neighbours_of_inner_networks_pass(void **state)
{
    (void)state;
    static const char *const hosts[] = {
        "1.0.0.1",       "9.255.255.255",   "11.0.0.0",     "100.63.255.255",
        "100.128.0.0",   "126.255.255.255", "128.0.0.1",    "168.63.129.15",
        "168.63.129.17", "169.253.255.255", "169.255.0.0",  "172.15.255.255",
        "172.32.0.0",    "191.255.255.255", "192.0.1.0",    "192.0.3.0",
        "192.88.98.255", "192.167.255.255", "192.169.0.0",  "198.17.255.255",
        "198.20.0.0",    "223.255.255.255", "8.8.8.8",      "::ffff:8.8.8.8",
        "64:ff9c::1",    "101::1",          "2001:200::1",  "2001:db7::1",
        "2003::1",       "2606:4700::1111", "3ffe:ffff::1", "4000::1",
        "5eff::1",       "fbff::1",
    };

    for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
        if (refusal(hosts[i]))
            fail_msg("%s: %s", hosts[i], refusal(hosts[i]));
}

static void another_family_does_not_pass(void **state)
{
    (void)state;
    const struct sockaddr address = {.sa_family = AF_UNIX};

    assert_string_equal(address_refusal(&address), "no internet address");
}

/* -- address_refusal_of ---------------------------------------------------------- */

static void the_text_of_an_address_is_judged_like_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"8.8.8.8",          NULL                 },
        {"2606:4700::1111",  NULL                 },
        {"127.0.0.1",        "loopback"           },
        {"::1",              "loopback"           },
        {"::ffff:10.0.0.1",  "private"            },
        {"fd00:ec2::254",    "private"            },
        {"hooks.example.fr", "no internet address"},
        {"",                 "no internet address"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const char *got = address_refusal_of(rows[i].text);
        if (got != rows[i].want && (!got || !rows[i].want || strcmp(got, rows[i].want)))
            fail_msg("%s: %s", rows[i].text, got ? got : "passes");
    }
}

/* -- address_is_this_machine ----------------------------------------------------- */

static void only_plain_names_of_this_machine_are_it(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        bool want;
    } rows[] = {
        {"localhost",         true },
        {"LOCALHOST",         true },
        {"127.0.0.1",         true },
        {"127.8.9.10",        true },
        {"::1",               true },
        {"127.1",             false},
        {"128.0.0.1",         false},
        {"::2",               false},
        {"localhost.example", false},
        {"mail.example.org",  false},
        {"",                  false},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (address_is_this_machine(rows[i].host) != rows[i].want)
            fail_msg("%s", rows[i].host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_spelling_of_an_inner_address_passes),
        cmocka_unit_test(the_neighbours_of_inner_networks_pass),
        cmocka_unit_test(another_family_does_not_pass),
        cmocka_unit_test(the_text_of_an_address_is_judged_like_it),
        cmocka_unit_test(only_plain_names_of_this_machine_are_it),
    };

    return cmocka_run_group_tests_name("courier/address", tests, NULL, NULL);
}

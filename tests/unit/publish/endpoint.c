/* Unit: daemon/publish/endpoint.h */
#include "../../../daemon/publish/endpoint.h"

#include "support/test.h"

/* -- endpoint_find --------------------------------------------------------------- */

static void a_path_finds_its_pattern_and_gives_its_parts(void **state)
{
    (void)state;
    static const struct {
        const char *method, *path, *pattern, *first, *second;
    } rows[] = {
        {"GET",    "/",                                        "page",                       "/",        NULL      },
        {"POST",   "/sign-in",                                 "form",                       "/sign-in", NULL      },
        {"HEAD",   "/healthz",                                 "/healthz",                   NULL,       NULL      },
        {"GET",    "/feeds/t/a.ics",                           "/feeds/{*}",                 "t/a.ics",  NULL      },
        {"GET",    "/api/v1/organizations",                    "/api/v1/organizations",      NULL,       NULL      },
        {"PUT",    "/api/v1/organizations/a%2Db",              "/api/v1/organizations/{}",   "a-b",      NULL      },
        {"POST",   "/api/v1/organizations/a/facts/f1/retract",
         "/api/v1/organizations/{}/facts/{}/retract",                                        "a",        "f1"      },
        {"DELETE", "/api/v1/organizations/a/acks/bpf%2F2026",
         "/api/v1/organizations/{}/acks/{*}",                                                "a",        "bpf/2026"},
        {"DELETE", "/api/v1/organizations/a/acks/bpf/2026",
         "/api/v1/organizations/{}/acks/{*}",                                                "a",        "bpf/2026"},
        {"POST",   "/api/v1/notices/retry-dead",               "/api/v1/notices/retry-dead", NULL,       NULL      },
        {"POST",   "/api/v1/notices/7/retry",                  "/api/v1/notices/{}/retry",   "7",        NULL      },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct endpoint_match match;
        endpoint_find(&match, rows[i].method, rows[i].path);
        if (!match.endpoint)
            fail_msg("%s %s", rows[i].method, rows[i].path);
        assert_string_equal(match.endpoint->pattern, rows[i].pattern);
        assert_string_equal(match.parts[0] ? match.parts[0] : "",
                            rows[i].first ? rows[i].first : "");
        assert_string_equal(match.parts[1] ? match.parts[1] : "",
                            rows[i].second ? rows[i].second : "");
        endpoint_match_done(&match);
    }
}

static void no_other_path_finds_anything(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "",
        "//",
        "/healthz/",
        "/HEALTHZ",
        "/healthz%20",
        "/feeds/",
        "/feeds/%00",
        "/feeds/%ff",
        "/api/v1/organizations/",
        "/api/v1/organizations//facts",
        "/api/v1/organizations/a/",
        "/api/v1/organizations/a/b",
        "/api/v1/organizations/%zz",
        "/api/v2/organizations",
    };

    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        struct endpoint_match match;
        endpoint_find(&match, "GET", paths[i]);
        if (match.endpoint || match.allow.length > 0)
            fail_msg("%s", paths[i]);
        endpoint_match_done(&match);
    }
}

static void another_method_is_told_which_there_are(void **state)
{
    (void)state;
    static const struct {
        const char *method, *path, *allow;
    } rows[] = {
        {"PUT",  "/feeds/t/a.ics",          "GET, HEAD"                    },
        {"get",  "/healthz",                "GET, HEAD"                    },
        {"POST", "/api/v1/organizations/a", "GET, HEAD, PUT, PATCH, DELETE"},
        {"GET",  "/api/v1/import",          "POST"                         },
        {"HEAD", "/api/v1/import",          "POST"                         },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct endpoint_match match;
        endpoint_find(&match, rows[i].method, rows[i].path);
        assert_null(match.endpoint);
        assert_string_equal(buf_text(&match.allow), rows[i].allow);
        endpoint_match_done(&match);
    }
}

/* -- endpoint_takes -------------------------------------------------------------- */

static void only_whole_names_of_the_list_are_taken(void **state)
{
    (void)state;
    const struct endpoint some = {.query = "owner tag"};
    const struct endpoint none = {.query = ""};
    const struct endpoint any = {.query = NULL};

    assert_true(endpoint_takes(&some, "owner"));
    assert_true(endpoint_takes(&some, "tag"));
    assert_false(endpoint_takes(&some, "own"));
    assert_false(endpoint_takes(&some, "owner tag"));
    assert_false(endpoint_takes(&some, ""));
    assert_false(endpoint_takes(&none, "owner"));
    assert_true(endpoint_takes(&any, "owner"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_finds_its_pattern_and_gives_its_parts),
        cmocka_unit_test(no_other_path_finds_anything),
        cmocka_unit_test(another_method_is_told_which_there_are),
        cmocka_unit_test(only_whole_names_of_the_list_are_taken),
    };

    return cmocka_run_group_tests_name("publish/endpoint", tests, NULL, NULL);
}

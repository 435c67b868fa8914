/* Unit: daemon/web/pages.h */
#include "../../../daemon/web/pages.h"

#include "support/test.h"

/* -- page_find ------------------------------------------------------------------- */

static void a_path_leads_to_its_page(void **state)
{
    (void)state;
    static const struct {
        const char *method, *path, *page, *part; /* page NULL: none */
    } rows[] = {
        {"GET",  "/",                              "/",                          NULL  },
        {"GET",  "/portfolio",                     "/portfolio",                 NULL  },
        {"GET",  "/organizations/a%2Db/statement", "/organizations/*/statement", "a-b" },
        {"POST", "/sign-in",                       "/sign-in",                   NULL  },
        {"GET",  "/welcome/abc",                   "/welcome/*",                 "abc" },
        {"GET",  "/organizations/acme",            "/organizations/*",           "acme"},
        {"GET",  "/organizations/a/b/statement",   NULL,                         NULL  },
        {"GET",  "",                               NULL,                         NULL  },
        {"GET",  "//",                             NULL,                         NULL  },
        {"GET",  "/portfolio/",                    NULL,                         NULL  },
        {"GET",  "/welcome/",                      NULL,                         NULL  },
        {"GET",  "/welcome/%00",                   NULL,                         NULL  },
        {"GET",  "/welcome/%ff",                   NULL,                         NULL  },
        {"GET",  "/welcome/a%0Ab",                 NULL,                         NULL  },
        {"GET",  "/sign-out",                      NULL,                         NULL  },
        {"GET",  "/import/abc/refused",            "/import/*/refused",          "abc" },
        {"GET",  "/import/confirm",                NULL,                         NULL  },
        {"PUT",  "/",                              NULL,                         NULL  },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *parts[VISIT_PARTS_MAX] = {0};
        const struct page *page = page_find(parts, rows[i].method, rows[i].path);
        if (!page != !rows[i].page || (page && strcmp(page->path, rows[i].page) != 0))
            fail_msg("%s %s: %s", rows[i].method, rows[i].path, page ? page->path : "-");
        if (page)
            assert_string_equal(parts[0] ? parts[0] : "",
                                rows[i].part ? rows[i].part : "");
        for (size_t j = 0; j < VISIT_PARTS_MAX; j++)
            free(parts[j]);
    }
}

/* Whatever changes something is asked for with the right to do so. */
static void strangers_reach_the_door_alone(void **state)
{
    (void)state;
    static const char *const closed[] = {"/notices", "/channels", "/feeds", "/ledger",
                                         "/accounts"};

    for (size_t i = 0; i < ARRAY_LEN(closed); i++) {
        char *parts[VISIT_PARTS_MAX] = {0};
        const struct page *page = page_find(parts, "POST", closed[i]);
        assert_non_null(page);
        if (page->access != PAGE_FOR_EDITORS && page->access != PAGE_FOR_ADMINS)
            fail_msg("%s", closed[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_to_its_page),
        cmocka_unit_test(strangers_reach_the_door_alone),
    };

    return cmocka_run_group_tests_name("web/pages", tests, NULL, NULL);
}

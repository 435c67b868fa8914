/* Unit: daemon/publish/accept.h */
#include "../../../daemon/publish/accept.h"

#include "support/test.h"

/* -- accept_prefers_html --------------------------------------------------------- */

static void a_browser_is_told_from_a_program(void **state)
{
    (void)state;
    static const struct {
        const char *accept;
        bool want;
    } rows[] = {
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true },
        {"application/xml;q=0.9 , Text/HTML;q=0.1",                         true },
        {"application/json;q=0.5, text/html",                               true },
        {NULL,                                                              false},
        {"",                                                                false},
        {"*/*",                                                             false},
        {"text/calendar, */*;q=0.1",                                        false},
        {"text/html;q=0",                                                   false},
        {"text/html-like",                                                  false},
        {"application/json, text/html;q=0.9",                               false},
        {"text/html, application/json",                                     false},
        {"application/problem+json;q=0.9, text/html;q=0.8",                 false},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (accept_prefers_html(rows[i].accept) != rows[i].want)
            fail_msg("%s", rows[i].accept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_browser_is_told_from_a_program),
    };

    return cmocka_run_group_tests_name("publish/accept", tests, NULL, NULL);
}

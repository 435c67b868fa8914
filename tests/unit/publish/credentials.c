/* Unit: daemon/publish/credentials.h */
#include "../../../daemon/publish/credentials.h"

#include "support/test.h"

/* -- credentials_bearer ---------------------------------------------------------- */

static void only_a_bearer_header_holds_a_token(void **state)
{
    (void)state;
    static const struct {
        const char *header, *want; /* NULL: none */
    } rows[] = {
        {"Bearer abc",   "abc"},
        {"bearer abc",   "abc"},
        {"BEARER   abc", "abc"},
        {"Bearer ",      NULL },
        {"Bearer",       NULL },
        {"Bearerabc",    NULL },
        {"Basic abc",    NULL },
        {"abc",          NULL },
        {"",             NULL },
        {NULL,           NULL },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const char *got = credentials_bearer(rows[i].header);
        if (!got != !rows[i].want || (got && strcmp(got, rows[i].want) != 0))
            fail_msg("%s", rows[i].header);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_bearer_header_holds_a_token),
    };

    return cmocka_run_group_tests_name("publish/credentials", tests, NULL, NULL);
}

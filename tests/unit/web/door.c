/* Unit: daemon/web/door.h */
#include "../../../daemon/web/door.h"

#include "support/test.h"

/* -- door_cookie ----------------------------------------------------------------- */

static void a_cookie_is_found_by_its_whole_name(void **state)
{
    (void)state;
    static const struct {
        const char *cookies, *want;
    } rows[] = {
        {"id=abc",           "abc"     },
        {"x=1; id=abc; y=2", "abc"     },
        {"x=1;id=abc",       "abc"     },
        {"myid=abc",         ""        },
        {"idx=abc",          ""        },
        {"x=id=abc",         ""        },
        {"id=",              ""        },
        {"id",               ""        },
        {"id=12345678",      "12345678"},
        {"id=123456789",     ""        },
        {"",                 ""        },
        {NULL,               ""        },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char value[9];
        door_cookie(value, sizeof(value), rows[i].cookies, "id");
        if (strcmp(value, rows[i].want) != 0)
            fail_msg("%s: %s", rows[i].cookies, value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cookie_is_found_by_its_whole_name),
    };

    return cmocka_run_group_tests_name("web/door", tests, NULL, NULL);
}

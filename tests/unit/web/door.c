/* Unit: daemon/web/door.h */
#include "../../../daemon/web/door.h"

#include "jalon/store/users.h"

#include "support/disk.h"
#include "support/house.h"

#define CONF  "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"
#define NOW   "2026-11-24T10:00:00+01:00"
#define TOKEN "c2Vzc2lvbg"

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

/* -- sessions -------------------------------------------------------------------- */

static int open_house(void **state)
{
    (void)state;
    house_open(CONF, NOW);
    must(store_user_add(h.f.store, "alice", ROLE_ADMIN, h.f.now, &h.f.err), &h.f.err);
    must(store_session_add(h.f.store, "alice", TOKEN, h.f.now, &h.f.err), &h.f.err);
    return 0;
}

static unsigned status_of(const char *path, const char *cookie)
{
    struct web_response page = house_ask(path, cookie, NULL);
    unsigned status = page.status;

    web_response_done(&page);
    return status;
}

static void whoever_has_no_session_is_sent_to_the_door(void **state)
{
    (void)state;
    assert_int_equal(status_of("/rules", "jalon_session=" TOKEN), 200);
    assert_int_equal(status_of("/rules", "jalon_session=another"), 303);
    assert_int_equal(status_of("/rules", NULL), 303);
}

/* Asks while the disk breaks after the first read, the second, ... */
static void a_session_that_cannot_be_looked_up_is_not_over(void **state)
{
    int failed = 1;

    (void)state;
    for (int reads = 0; failed; reads++) {
        disk_forget(h.path);
        disk_break(reads);
        unsigned status = status_of("/rules", "jalon_session=" TOKEN);
        disk_mend();
        failed = disk.failed;
        if (status != 200)
            assert_in_range(status, 500, 503);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, house_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cookie_is_found_by_its_whole_name),
        TEST(whoever_has_no_session_is_sent_to_the_door),
        TEST(a_session_that_cannot_be_looked_up_is_not_over),
    };

    disk_install();
    return cmocka_run_group_tests_name("web/door", tests, NULL, NULL);
}

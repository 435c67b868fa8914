/* Unit: jalon/store/ledger.h, how many notices there are */
#include "notice_fixture.h"

static void note(void *context, const char *receiver, enum notice_state state,
                 int64_t count)
{
    struct buf *out = context;

    buf_addf(out, "%s %s %d\n", receiver, notice_state_name(state), (int)count);
}

/* -- store_notices_tally --------------------------------------------------------- */

static void contacts_count_as_one_receiver(void **state)
{
    static const struct {
        const char *receiver;
        enum notice_state state;
    } rows[] = {
        {"alice",                  NOTICE_QUEUED    },
        {"alice",                  NOTICE_QUEUED    },
        {"alice",                  NOTICE_SUPERSEDED},
        {"bob",                    NOTICE_QUEUED    },
        {"contact:a@acme.example", NOTICE_QUEUED    },
        {"contact:b@beta.example", NOTICE_QUEUED    },
    };
    struct fixture *f = *state;
    struct buf told = {0};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_true(add_notice(f, rows[i].receiver, NULL, KEY, NULL, rows[i].state) > 0);
    must(store_notices_tally(f->store, note, &told, &f->err), &f->err);
    assert_string_equal(buf_text(&told), "alice queued 2\nbob queued 1\n"
                                         "alice superseded 1\ncontacts queued 2\n");
    buf_done(&told);
}

static void an_empty_ledger_tells_nothing(void **state)
{
    struct fixture *f = *state;
    struct buf told = {0};

    must(store_notices_tally(f->store, note, &told, &f->err), &f->err);
    assert_string_equal(buf_text(&told), "");
    buf_done(&told);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(contacts_count_as_one_receiver),
        TEST(an_empty_ledger_tells_nothing),
    };

    return cmocka_run_group_tests_name("store/notice_tally", tests, NULL, NULL);
}

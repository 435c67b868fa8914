/* Unit: jalon/store/overview.h */
#include "jalon/store/overview.h"

#include "fixture.h"
#include "jalon/base/buf.h"
#include "jalon/store/milestones.h"

static struct date day(const char *text)
{
    struct err err = {0};
    struct date date = DATE_NONE;

    if (text)
        must(date_parse(&date, text, &err), &err);
    return date;
}

/* Makes one milestone all that ORGANIZATION has. */
static void put_milestone(struct fixture *f, const char *organization,
                          enum milestone_kind kind, enum milestone_state state,
                          const char *opens, const char *due, const char *booked)
{
    struct milestone milestone = {
        .id = (char[]){"m"},
        .kind = kind,
        .state = state,
        .opens = day(opens),
        .safe = DATE_NONE,
        .due = day(due),
        .booked = day(booked),
        .done = DATE_NONE,
    };
    struct plan plan = {.milestones = &milestone, .milestone_count = 1};

    must(store_milestones_put(f->store, organization, &plan, NULL, &f->err), &f->err);
}

/* -- store_owners_each ----------------------------------------------------------- */

static int add_word(void *context, const char *word, struct err *err)
{
    (void)err;
    buf_addf(context, "%s;", word);
    return 0;
}

static void each_owner_is_named_once(void **state)
{
    struct fixture *f = *state;
    struct buf out = {0};

    put_organization(f, "a", (char[]){"A"}, (char[]){"bruno"});
    put_organization(f, "b", (char[]){"B"}, (char[]){"alice"});
    put_organization(f, "c", (char[]){"C"}, (char[]){"bruno"});
    put_organization(f, "d", (char[]){"D"}, NULL);
    must(store_owners_each(f->store, add_word, &out, &f->err), &f->err);
    assert_string_equal(buf_text(&out), "alice;bruno;");
    buf_done(&out);
}

/* -- store_clients_each ---------------------------------------------------------- */

static int add_client(void *context, const struct client_row *row, struct err *err)
{
    (void)err;
    buf_addf(context, "%s;", row->name);
    return 0;
}

static void expect_clients(struct fixture *f, struct client_filter filter,
                           const char *want)
{
    struct buf out = {0};

    filter.limit = filter.limit ? filter.limit : 100;
    must(store_clients_each(f->store, &filter, add_client, &out, &f->err), &f->err);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
}

static void clients_come_by_name_page_after_page(void **state)
{
    struct fixture *f = *state;

    put_organization(f, "1", (char[]){"Zénith"}, (char[]){"alice"});
    put_organization(f, "2", (char[]){"École"}, (char[]){"bruno"});
    put_organization(f, "3", (char[]){"alpha"}, (char[]){"alice"});
    expect_clients(f, (struct client_filter){0}, "alpha;École;Zénith;");
    expect_clients(f, (struct client_filter){.limit = 2}, "alpha;École;");
    expect_clients(f, (struct client_filter){.after = "2"}, "Zénith;");
    expect_clients(f, (struct client_filter){.owner = "alice"}, "alpha;Zénith;");
    expect_clients(f, (struct client_filter){.search = "ECOLE"}, "École;");
    expect_clients(f, (struct client_filter){.tag = "none"}, "");
}

/* -- store_load_each ------------------------------------------------------------- */

static int add_load(void *context, const struct load_row *row, struct err *err)
{
    char opens[DATE_TEXT_SIZE];
    char due[DATE_TEXT_SIZE];

    (void)err;
    buf_addf(context, "%s %s %s;", row->owner, date_format(opens, row->opens),
             date_format(due, row->due));
    return 0;
}

static void audits_to_come_and_nothing_else_are_work(void **state)
{
    static const struct {
        const char *id, *owner, *opens, *due;
        enum milestone_kind kind;
        enum milestone_state state;
    } rows[] = {
        {"a", "bruno", "2026-01-01", "2026-09-01", MILESTONE_SURVEILLANCE_WINDOW,
         STATE_OPEN                                                                             },
        {"b", "alice", NULL,         "2026-03-01", MILESTONE_INITIAL_AUDIT,       STATE_UPCOMING},
        {"c", "alice", "2026-01-01", "2026-09-01", MILESTONE_SURVEILLANCE_WINDOW,
         STATE_DONE                                                                             },
        {"d", "alice", "2026-01-01", "2026-09-01", MILESTONE_CERTIFICATE_EXPIRY,
         STATE_OPEN                                                                             },
        {"e", "alice", "2026-01-01", "2029-09-01", MILESTONE_RENEWAL_AUDIT,       STATE_OPEN    },
    };
    struct fixture *f = *state;
    struct buf out = {0};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char owner[8];
        (void)snprintf(owner, sizeof(owner), "%s", rows[i].owner);
        put_organization(f, rows[i].id, (char[]){"X"}, owner);
        put_milestone(f, rows[i].id, rows[i].kind, rows[i].state, rows[i].opens,
                      rows[i].due, NULL);
    }
    must(store_load_each(f->store, day("2026-01-01"), day("2027-12-31"), add_load, &out,
                         &f->err),
         &f->err);
    assert_string_equal(buf_text(&out), "alice  2026-03-01;bruno 2026-01-01 2026-09-01;");
    buf_done(&out);
}

/* -- store_bookings_each --------------------------------------------------------- */

static int add_booking(void *context, const struct booking_row *row, struct err *err)
{
    char text[DATE_TEXT_SIZE];

    (void)err;
    buf_addf(context, "%s %s %lld;", row->owner ? row->owner : "-",
             date_format(text, row->day), (long long)row->audits);
    return 0;
}

static void two_audits_on_one_day_are_counted_together(void **state)
{
    static const struct {
        const char *id, *owner, *booked;
    } rows[] = {
        {"a", "alice", "2026-02-03"},
        {"b", "alice", "2026-02-03"},
        {"c", "alice", "2026-02-04"},
        {"d", "bruno", "2026-02-03"},
        {"e", "bruno", "2027-02-03"},
    };
    struct fixture *f = *state;
    struct buf out = {0};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char owner[8];
        (void)snprintf(owner, sizeof(owner), "%s", rows[i].owner);
        put_organization(f, rows[i].id, (char[]){"X"}, owner);
        put_milestone(f, rows[i].id, MILESTONE_RENEWAL_AUDIT, STATE_BOOKED, NULL,
                      "2026-06-01", rows[i].booked);
    }
    must(store_bookings_each(f->store, day("2026-01-01"), day("2026-12-31"), add_booking,
                             &out, &f->err),
         &f->err);
    assert_string_equal(buf_text(&out),
                        "alice 2026-02-03 2;alice 2026-02-04 1;bruno 2026-02-03 1;");
    buf_done(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_owner_is_named_once),
        TEST(clients_come_by_name_page_after_page),
        TEST(audits_to_come_and_nothing_else_are_work),
        TEST(two_audits_on_one_day_are_counted_together),
    };

    return cmocka_run_group_tests_name("store/overview", tests, NULL, NULL);
}

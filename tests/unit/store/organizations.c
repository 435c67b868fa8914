/* Unit: jalon/store/organizations.h */
#include "jalon/store/organizations.h"

#include "fixture.h"
#include "jalon/core/document.h"

/* A document, as it is exported, with one retracted fact. */
static const char whole[] =
    "{\"id\":\"acme\",\"name\":\"École Acmé\",\"siret\":\"89017665400014\","
    "\"categories\":[\"AF\",\"CFA\"],\"owner\":\"alice\",\"tags\":[\"nord\",\"pme\"],"
    "\"facts\":[{\"id\":\"f2\",\"kind\":\"application.filed\",\"on\":\"2024-01-10\","
    "\"recorded_at\":\"2026-01-05T08:00:00Z\",\"by\":\"alice\"},"
    "{\"id\":\"f1\",\"kind\":\"certificate.issued\",\"on\":\"2024-03-15\","
    "\"retracted\":true,\"recorded_at\":\"2026-01-05T08:00:00Z\",\"by\":\"bob\"}]}";

static void parse(struct organization *out, const char *text)
{
    struct err err = {0};

    must(document_parse(out, text, strlen(text), NULL, &err), &err);
}

static void store_whole(struct fixture *f, const char *text)
{
    struct organization organization;

    parse(&organization, text);
    must(store_organization_put(f->store, &organization, &f->err), &f->err);
    for (size_t i = 0; i < organization.fact_count; i++)
        must(store_fact_add(f->store, organization.id, &organization.facts[i], &f->err),
             &f->err);
    organization_done(&organization);
}

static int64_t version_of(struct fixture *f, const char *id)
{
    struct organization organization;
    int64_t version;

    must(store_organization_get(&organization, &version, f->store, id, &f->err), &f->err);
    organization_done(&organization);
    return version;
}

static void make_fact(struct fact *out, char *id)
{
    fact_init(out, FACT_CERTIFICATION_REFUSED, (struct date){20000});
    out->id = id;
    out->recorded_at = (char *)(uintptr_t) "2026-01-05T08:00:00Z";
    out->by = (char *)(uintptr_t) "alice";
}

static int collect(void *context, const struct organization *organization,
                   struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%s ", organization->id);
    return 0;
}

static void expect_listed(struct fixture *f, const struct organization_filter *filter,
                          const char *want)
{
    struct buf out = {0};

    must(store_organizations_each(f->store, filter, collect, &out, &f->err), &f->err);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
}

/* -- store_organization_put, store_organization_get ------------------------------ */

static void what_was_written_reads_back_byte_for_byte(void **state)
{
    struct fixture *f = *state;
    struct organization organization;
    struct buf out = {0};

    store_whole(f, whole);
    reopen(f);
    must(store_organization_get(&organization, NULL, f->store, "acme", &f->err), &f->err);
    document_format(&out, &organization);
    assert_string_equal(buf_text(&out), whole);
    buf_done(&out);
    organization_done(&organization);
}

static void an_unknown_organization_is_not_found(void **state)
{
    struct fixture *f = *state;
    struct organization organization;

    assert_int_equal(
        store_organization_get(&organization, NULL, f->store, "acme", &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_false(store_organization_exists(f->store, "acme"));
    f->err.code = ERR_NONE;
    assert_int_equal(store_organization_need(f->store, "acme", &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

static void the_version_moves_with_each_change_only(void **state)
{
    struct fixture *f = *state;
    struct fact fact;

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    assert_int_equal(version_of(f, "acme"), 1);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    assert_int_equal(version_of(f, "acme"), 1);
    put_organization(f, "acme", (char[]){"Acme 2"}, NULL);
    assert_int_equal(version_of(f, "acme"), 2);
    make_fact(&fact, (char[]){"f1"});
    must(store_fact_add(f->store, "acme", &fact, &f->err), &f->err);
    assert_int_equal(version_of(f, "acme"), 3);
    must(store_fact_retract(f->store, "acme", "f1", "bob", NOW, &f->err), &f->err);
    assert_int_equal(version_of(f, "acme"), 4);
}

static void removing_takes_all_that_hangs_on_it(void **state)
{
    struct fixture *f = *state;

    store_whole(f, whole);
    must(store_organization_remove(f->store, "acme", &f->err), &f->err);
    assert_int_equal(number(f->path, "SELECT (SELECT count(*) FROM organizations)"
                                     " + (SELECT count(*) FROM facts)"
                                     " + (SELECT count(*) FROM retractions)"
                                     " + (SELECT count(*) FROM tags)"),
                     0);
    assert_int_equal(store_organization_remove(f->store, "acme", &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

/* -- store_fact_add, store_fact_retract ------------------------------------------ */

static void a_facts_id_is_taken_once(void **state)
{
    struct fixture *f = *state;
    struct fact fact;

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    put_organization(f, "other", (char[]){"Other"}, NULL);
    make_fact(&fact, (char[]){"f1"});
    must(store_fact_add(f->store, "acme", &fact, &f->err), &f->err);
    assert_int_equal(store_fact_add(f->store, "acme", &fact, &f->err), -1);
    assert_int_equal(f->err.code, ERR_CONFLICT);
    assert_int_equal(version_of(f, "acme"), 2);
    must(store_fact_add(f->store, "other", &fact, &f->err), &f->err);
}

static void a_fact_is_voided_once_and_stays_on_record(void **state)
{
    struct fixture *f = *state;
    struct organization organization;
    struct retraction retraction;
    struct fact fact;

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    make_fact(&fact, (char[]){"f1"});
    must(store_fact_add(f->store, "acme", &fact, &f->err), &f->err);
    must(store_fact_retract(f->store, "acme", "f1", "bob", NOW, &f->err), &f->err);
    assert_int_equal(store_fact_retract(f->store, "acme", "f1", "bob", NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_int_equal(store_fact_retract(f->store, "acme", "f9", "bob", NOW, &f->err), -1);
    must(store_organization_get(&organization, NULL, f->store, "acme", &f->err), &f->err);
    assert_int_equal(organization.fact_count, 1);
    assert_true(organization.facts[0].retracted);
    must(store_retraction_get(&retraction, f->store, "acme", "f1", &f->err), &f->err);
    assert_string_equal(retraction.by, "bob");
    assert_int_equal(retraction.at.s, NOW.s);
    free(retraction.by);
    organization_done(&organization);
}

static void facts_cannot_be_changed_behind_the_store(void **state)
{
    static const char *const attempts[] = {
        "UPDATE facts SET document = '{}'",
        "DELETE FROM facts",
        "UPDATE retractions SET by = 'eve'",
        "DELETE FROM retractions",
    };
    struct fixture *f = *state;
    sqlite3 *db;

    store_whole(f, whole);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(attempts); i++)
        if (sqlite3_exec(db, attempts[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
            fail_msg("%s was let through", attempts[i]);
    (void)sqlite3_close(db);
}

/* -- store_organizations_each ---------------------------------------------------- */

static void filters_let_through_what_they_name(void **state)
{
    static const struct {
        struct organization_filter filter;
        const char *want;
    } rows[] = {
        {{0},                                    "acme beta gamma "},
        {{.owner = "alice"},                     "acme beta "      },
        {{.owner = "nobody"},                    ""                },
        {{.tag = "nord"},                        "acme "           },
        {{.tag = "nor"},                         ""                },
        {{.search = "ECOLE"},                    "acme "           },
        {{.search = "école acmé"},             "acme "           },
        {{.search = "017665"},                   "acme "           },
        {{.search = " 890\u00A0176 654 00014 "}, "acme "           },
        {{.search = "890 176"},                  ""                },
        {{.search = "\u202Fécole "},            "acme "           },
        {{.search = " "},                        "acme beta gamma "},
        {{.search = "ta"},                       "beta "           },
        {{.search = "%"},                        ""                },
        {{.after = "acme"},                      "beta gamma "     },
        {{.after = "acme", .limit = 1},          "beta "           },
        {{.owner = "alice", .limit = 1},         "acme "           },
    };
    struct fixture *f = *state;

    store_whole(f, whole);
    put_organization(f, "gamma", (char[]){"Gamma"}, NULL);
    put_organization(f, "beta", (char[]){"Beta"}, (char[]){"alice"});
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        expect_listed(f, &rows[i].filter, rows[i].want);
    assert_int_equal(store_organization_count(f->store), 3);
}

static int list_again(void *context, const struct organization *organization,
                      struct err *err)
{
    struct fixture *f = context;

    (void)organization;
    (void)err;
    expect_listed(f, &(struct organization_filter){0}, "a b ");
    return 0;
}

static void a_listing_inside_a_listing_is_a_listing_of_its_own(void **state)
{
    struct fixture *f = *state;

    put_organization(f, "a", (char[]){"A"}, NULL);
    put_organization(f, "b", (char[]){"B"}, NULL);
    must(store_organizations_each(f->store, &(struct organization_filter){0}, list_again,
                                  f, &f->err),
         &f->err);
}

static int stop(void *context, const struct organization *organization, struct err *err)
{
    (void)context;
    return err_set(err, ERR_INVALID, "stopped at %s", organization->id);
}

static void a_callback_that_fails_stops_the_listing(void **state)
{
    struct fixture *f = *state;
    struct organization_filter all = {0};

    put_organization(f, "a", (char[]){"A"}, NULL);
    put_organization(f, "b", (char[]){"B"}, NULL);
    assert_int_equal(store_organizations_each(f->store, &all, stop, NULL, &f->err), -1);
    assert_string_equal(f->err.text, "stopped at a");
}

/* -- waking ---------------------------------------------------------------------- */

static void expect_due_after(struct fixture *f, const struct wake *after, int64_t now,
                             int64_t limit, const char *want)
{
    struct wake_list list;
    struct buf out = {0};

    must(store_organizations_due(&list, f->store, after, (struct instant){now}, limit,
                                 &f->err),
         &f->err);
    for (size_t i = 0; i < list.count; i++)
        buf_addf(&out, "%s ", list.items[i].id);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
    wake_list_done(&list);
}

static void expect_due(struct fixture *f, int64_t now, int64_t limit, const char *want)
{
    expect_due_after(f, NULL, now, limit, want);
}

static void those_due_come_earliest_first(void **state)
{
    struct fixture *f = *state;
    struct instant next;

    assert_false(store_next_wake(&next, f->store));
    put_organization(f, "a", (char[]){"A"}, NULL);
    put_organization(f, "b", (char[]){"B"}, NULL);
    put_organization(f, "c", (char[]){"C"}, NULL);
    expect_due(f, 0, 10, "a b c ");
    must(store_organization_wake(f->store, "a", (struct instant){300}, &f->err), &f->err);
    must(store_organization_wake(f->store, "b", (struct instant){100}, &f->err), &f->err);
    must(store_organization_wake(f->store, "c", (struct instant){200}, &f->err), &f->err);
    assert_true(store_next_wake(&next, f->store));
    assert_int_equal(next.s, 100);
    expect_due(f, 99, 10, "");
    expect_due(f, 250, 10, "b c ");
    expect_due(f, 300, 2, "b c ");
    expect_due_after(f, &(struct wake){{100}, (char[]){"b"}}, 300, 10, "c a ");
    expect_due_after(f, &(struct wake){{200}, (char[]){"b"}}, 300, 10, "c a ");
    expect_due_after(f, &(struct wake){{300}, (char[]){"a"}}, 300, 10, "");
    put_organization(f, "a", (char[]){"A changed"}, NULL);
    expect_due(f, 1, 10, "a ");
    must(store_organizations_wake_all(f->store, &f->err), &f->err);
    expect_due(f, 0, 10, "a b c ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_reads_back_byte_for_byte),
        TEST(an_unknown_organization_is_not_found),
        TEST(the_version_moves_with_each_change_only),
        TEST(removing_takes_all_that_hangs_on_it),
        TEST(a_facts_id_is_taken_once),
        TEST(a_fact_is_voided_once_and_stays_on_record),
        TEST(facts_cannot_be_changed_behind_the_store),
        TEST(filters_let_through_what_they_name),
        TEST(a_listing_inside_a_listing_is_a_listing_of_its_own),
        TEST(a_callback_that_fails_stops_the_listing),
        TEST(those_due_come_earliest_first),
    };

    return cmocka_run_group_tests_name("store/organizations", tests, NULL, NULL);
}

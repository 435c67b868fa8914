/* Unit: jalon/core/plan.h */
#include "jalon/core/plan.h"

#include "planned.h"

static void expect_state(const char *document, const char *today, const char *id,
                         const char *state)
{
    struct planned got = planned(document, today);

    assert_string_equal(milestone_state_name(milestone(&got, id)->state), state);
    done(&got);
}

/* -- the worked examples --------------------------------------------------------- */

static void the_worked_examples_of_the_cycle_hold(void **state)
{
    static const struct {
        const char *starts, *ends, *opens, *safe, *closes, *end, *tender, *audit;
    } rows[] = {
        {"2023-08-31", "",           "2024-10-31", "2025-06-29", "2025-06-30", "2026-08-30",
         "2025-12-30",                                                                                     "2026-04-30"},
        {"2023-12-31", "",           "2025-02-28", "2025-10-30", "2025-10-31", "2026-12-30",
         "2026-04-30",                                                                                     "2026-08-30"},
        {"2024-02-29", "",           "2025-04-29", "2025-12-28", "2025-12-29", "2027-02-27",
         "2026-06-27",                                                                                     "2026-10-27"},
        {"2024-04-30", "",           "2025-06-30", "2026-02-27", "2026-02-28", "2027-04-29",
         "2026-08-29",                                                                                     "2026-12-29"},
        {"2026-01-29", "2029-01-28", "2027-03-29", "2027-11-28", "2027-11-29",
         "2029-01-28",                                                                       "2028-05-28", "2028-09-28"},
        {"2020-12-31", "",           "2022-02-28", "2023-04-29", "2023-04-30", "2024-12-30",
         "2024-04-30",                                                                                     "2024-08-30"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char document[512], id[64];
        (void)snprintf(document, sizeof(document),
                       FACTS "{\"kind\":\"certificate.issued\",\"on\":\"%s\"%s%s%s}]}",
                       rows[i].starts, *rows[i].ends ? ",\"ends\":\"" : "", rows[i].ends,
                       *rows[i].ends ? "\"" : "");
        struct planned got = planned(document, "2026-02-01");
        (void)snprintf(id, sizeof(id), "surveillance.window/%s", rows[i].starts);
        expect_date(milestone(&got, id)->opens, rows[i].opens);
        expect_date(milestone(&got, id)->safe, rows[i].safe);
        expect_date(milestone(&got, id)->to_safe.result, rows[i].safe);
        expect_date(milestone(&got, id)->due, rows[i].closes);
        (void)snprintf(id, sizeof(id), "certificate.expiry/%s", rows[i].end);
        expect_date(milestone(&got, id)->due, rows[i].end);
        (void)snprintf(id, sizeof(id), "renewal.tender/%s", rows[i].end);
        expect_date(milestone(&got, id)->due, rows[i].tender);
        (void)snprintf(id, sizeof(id), "renewal.audit/%s", rows[i].end);
        expect_date(milestone(&got, id)->due, rows[i].audit);
        done(&got);
    }
}

static void the_worked_examples_of_non_conformities_hold(void **state)
{
    static const struct {
        const char *notified, *major_fix, *verify, *minor_fix;
    } rows[] = {
        {"2026-08-31", "2026-11-30", "2026-12-30", "2027-02-28"},
        {"2026-11-30", "2027-02-28", "2027-03-28", "2027-05-30"},
        {"2027-11-29", "2028-02-29", "2028-03-29", "2028-05-29"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char document[512];
        (void)snprintf(document, sizeof(document),
                       FACTS
                       "{\"kind\":\"nc.notified\",\"on\":\"%s\",\"nc\":\"a\","
                       "\"grade\":\"major\"},{\"kind\":\"nc.notified\",\"on\":\"%s\","
                       "\"nc\":\"i\",\"grade\":\"minor\"}]}",
                       rows[i].notified, rows[i].notified);
        struct planned got = planned(document, rows[i].notified);
        expect_date(milestone(&got, "nc.fix/a")->due, rows[i].major_fix);
        expect_date(milestone(&got, "nc.verify/a")->due, rows[i].verify);
        expect_date(milestone(&got, "nc.fix/i")->due, rows[i].minor_fix);
        assert_null(plan_find(&got.plan, "nc.verify/i"));
        assert_null(plan_find(&got.plan, "nc.plan/i"));
        done(&got);
    }
}

/* -- properties over all days ---------------------------------------------------- */

static void every_start_keeps_the_order_of_its_dates(void **state)
{
    (void)state;
    for (struct date at = day("2019-06-06"); date_cmp(at, day("2035-12-31")) <= 0;
         at = date_add_days(at, 1)) {
        const struct plan_context context = {rules, NULL, 0};
        struct organization organization;
        struct fact issued;
        struct plan plan;
        char text[DATE_TEXT_SIZE], id[64];

        organization_init(&organization);
        fact_init(&issued, FACT_CERTIFICATE_ISSUED, at);
        organization.facts = &issued;
        organization.fact_count = 1;
        plan_make(&plan, &organization, &context, at);
        (void)snprintf(id, sizeof(id), "surveillance.window/%s", date_format(text, at));
        const struct milestone *window = plan_find(&plan, id);
        const struct milestone *expiry = NULL, *audit = NULL;
        for (size_t i = 0; i < plan.milestone_count; i++) {
            if (plan.milestones[i].kind == MILESTONE_CERTIFICATE_EXPIRY)
                expiry = &plan.milestones[i];
            if (plan.milestones[i].kind == MILESTONE_RENEWAL_AUDIT)
                audit = &plan.milestones[i];
        }
        assert_non_null(window);
        assert_non_null(expiry);
        assert_non_null(audit);
        assert_true(date_cmp(window->opens, window->safe) < 0);
        assert_true(date_cmp(window->safe, window->due) < 0);
        assert_true(date_cmp(window->due, expiry->due) < 0);
        /* A major found on the last day of the renewal audit can still be cured. */
        assert_true(date_cmp(date_add_months(date_add_months(audit->due, 3), 1),
                             expiry->due) <= 0);
        plan_done(&plan);
        organization.facts = NULL;
        organization.fact_count = 0;
        organization_done(&organization);
    }
}

static void the_day_of_an_audit_moves_no_deadline(void **state)
{
    static const char *const held[] = {"2025-05-15", "2025-11-30", "2026-01-15"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(held); i++) {
        char document[512];
        (void)snprintf(document, sizeof(document),
                       FACTS "{\"kind\":\"certificate.issued\",\"on\":\"2024-03-15\"},"
                             "{\"kind\":\"audit.held\",\"on\":\"%s\","
                             "\"audit\":\"surveillance\"}]}",
                       held[i]);
        struct planned got = planned(document, "2026-06-01");
        expect_date(milestone(&got, "surveillance.window/2024-03-15")->due, "2026-01-15");
        expect_date(milestone(&got, "surveillance.window/2024-03-15")->done, held[i]);
        expect_date(milestone(&got, "renewal.audit/2027-03-14")->due, "2026-11-14");
        done(&got);
    }
}

/* -- states ---------------------------------------------------------------------- */

#define WINDOW "surveillance.window/2024-03-15"

static void a_window_goes_through_its_states_day_by_day(void **state)
{
    static const struct {
        const char *today, *state;
    } rows[] = {
        {"2025-05-14", "upcoming"},
        {"2025-05-15", "open"    },
        {"2026-01-15", "open"    },
        {"2026-01-16", "missed"  },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        expect_state(FACTS ISSUED "]}", rows[i].today, WINDOW, rows[i].state);
}

static void advice_passes_where_law_is_missed(void **state)
{
    (void)state;
    expect_state(FACTS ISSUED "]}", "2025-09-16", "surveillance.target/2024-03-15",
                 "passed");
}

static void a_booking_counts_while_it_lies_ahead_and_inside(void **state)
{
    static const struct {
        const char *day, *cancelled, *today, *state;
    } rows[] = {
        {"2025-12-01", NULL,         "2025-06-02", "booked"},
        {"2025-12-01", NULL,         "2025-12-01", "booked"},
        {"2025-12-01", NULL,         "2025-12-02", "open"  },
        {"2026-01-16", NULL,         "2025-06-02", "open"  },
        {"2025-12-01", "2025-07-01", "2025-07-02", "open"  },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char document[512], cancelled[128] = "";
        if (rows[i].cancelled)
            (void)snprintf(cancelled, sizeof(cancelled),
                           ",{\"kind\":\"audit.cancelled\",\"on\":\"%s\","
                           "\"audit\":\"surveillance\"}",
                           rows[i].cancelled);
        (void)snprintf(document, sizeof(document),
                       FACTS ISSUED ",{\"kind\":\"audit.booked\",\"on\":\"2025-06-01\","
                                    "\"audit\":\"surveillance\",\"day\":\"%s\"}%s]}",
                       rows[i].day, cancelled);
        expect_state(document, rows[i].today, WINDOW, rows[i].state);
    }
}

static void a_booking_before_an_ending_is_of_an_attempt_that_is_over(void **state)
{
    static const struct {
        const char *day;
        bool before;
    } rows[] = {
        {"2025-02-28", true },
        {"2025-03-01", true },
        {"2025-03-02", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char document[512];
        (void)snprintf(document, sizeof(document),
                       FACTS "{\"kind\":\"audit.booked\",\"on\":\"2025-02-01\","
                             "\"audit\":\"initial\",\"day\":\"%s\"},"
                             "{\"kind\":\"certification.refused\",\"on\":\"2025-03-01\"},"
                             "{\"kind\":\"target.set\",\"on\":\"2025-04-01\","
                             "\"target\":\"2025-12-31\"}]}",
                       rows[i].day);
        struct planned got = planned(document, "2025-04-15");
        const struct milestone *audit = milestone(&got, "initial.audit/2025-12-31");
        expect_date(audit->booked, rows[i].day);
        assert_int_equal(audit->booked_before, rows[i].before);
        done(&got);
    }
}

static void an_ending_or_a_later_cycle_makes_moot(void **state)
{
    (void)state;
    expect_state(FACTS ISSUED ",{\"kind\":\"certificate.withdrawn\","
                              "\"on\":\"2025-06-01\"}]}",
                 "2025-06-01", WINDOW, "moot");
    expect_state(FACTS ISSUED
                 ",{\"kind\":\"certificate.issued\",\"on\":\"2027-03-15\"}]}",
                 "2027-04-01", WINDOW, "moot");
    expect_state(FACTS ISSUED
                 ",{\"kind\":\"certificate.issued\",\"on\":\"2027-03-15\"}]}",
                 "2027-04-01", "certificate.expiry/2027-03-14", "done");
    expect_state(FACTS "{\"kind\":\"certification.refused\",\"on\":\"2025-06-01\"}]}",
                 "2026-06-01", "reapply.allowed/2025-06-01", "open");
}

static void facts_of_days_to_come_are_not_known(void **state)
{
    (void)state;
    expect_state(FACTS ISSUED ",{\"kind\":\"audit.held\",\"on\":\"2025-10-01\","
                              "\"audit\":\"surveillance\"}]}",
                 "2025-09-30", WINDOW, "open");
}

static void retracted_facts_count_for_nothing(void **state)
{
    struct planned got = planned(FACTS "{\"kind\":\"certificate.issued\",\"on\":"
                                       "\"2024-03-15\",\"retracted\":true}]}",
                                 "2025-01-01");

    (void)state;
    assert_int_equal(got.plan.milestone_count, 0);
    done(&got);
}

/* -- particular rules ------------------------------------------------------------ */

static void a_reissue_replaces_the_data_of_its_certificate(void **state)
{
    struct planned got =
        planned(FACTS ISSUED ",{\"kind\":\"certificate.issued\",\"on\":\"2024-05-01\","
                             "\"starts\":\"2024-03-15\",\"ends\":\"2027-03-20\"}]}",
                "2025-01-01");

    (void)state;
    expect_date(milestone(&got, "certificate.expiry/2027-03-20")->due, "2027-03-20");
    assert_null(plan_find(&got.plan, "certificate.expiry/2027-03-14"));
    done(&got);
}

/* A new certifier keeps the end of the certificate that it takes over. */
static void certificates_that_end_on_one_day_have_one_renewal(void **state)
{
    static const char transferred[] = FACTS
        "{\"kind\":\"certificate.issued\",\"on\":\"2024-03-15\",\"ends\":\"2027-03-14\"},"
        "{\"kind\":\"certificate.issued\",\"on\":\"2025-09-01\",\"ends\":\"2027-03-14\"}]"
        "}";
    struct planned got = planned(transferred, "2026-01-05");

    (void)state;
    for (size_t i = 1; i < got.plan.milestone_count; i++)
        assert_string_not_equal(got.plan.milestones[i - 1].id, got.plan.milestones[i].id);
    done(&got);
    expect_state(transferred, "2026-01-05", "certificate.expiry/2027-03-14", "upcoming");
    expect_state(transferred, "2026-01-05", "renewal.tender/2027-03-14", "open");
    expect_state(transferred, "2026-01-05", "surveillance.window/2024-03-15", "moot");
}

static void a_requalified_minor_starts_a_majors_clock(void **state)
{
    struct planned got =
        planned(FACTS "{\"kind\":\"nc.notified\",\"on\":\"2026-01-10\",\"nc\":\"a\","
                      "\"grade\":\"minor\"},{\"kind\":\"nc.fixed\",\"on\":\"2026-02-01\","
                      "\"nc\":\"a\"},{\"kind\":\"nc.requalified\",\"on\":\"2026-08-31\","
                      "\"nc\":\"a\"}]}",
                "2026-09-01");

    (void)state;
    expect_date(milestone(&got, "nc.fix/a")->due, "2026-11-30");
    expect_date(milestone(&got, "nc.fix/a")->done, "");
    expect_date(milestone(&got, "nc.verify/a")->due, "2026-12-30");
    done(&got);
}

static void the_certifiers_settings_count_where_the_law_leaves_them(void **state)
{
    struct planned got = planned(
        HEAD "\"certifier\":\"certifopac\",\"facts\":[" ISSUED
             ",{\"kind\":\"nc.notified\",\"on\":\"2025-11-01\",\"nc\":\"a\",\"grade\":"
             "\"minor\"},{\"kind\":\"nc.notified\",\"on\":\"2025-11-01\",\"nc\":\"b\","
             "\"grade\":\"major\"}]}",
        "2025-11-02");

    (void)state;
    expect_date(milestone(&got, "nc.plan/a")->due, "2025-11-16");
    assert_null(plan_find(&got.plan, "nc.plan/b"));
    assert_true(milestone(&got, "nc.plan/a")->of_certifier);
    expect_date(milestone(&got, "renewal.audit/2027-03-14")->due, "2026-12-14");
    assert_true(milestone(&got, "renewal.audit/2027-03-14")->of_certifier);
    assert_false(milestone(&got, "certificate.expiry/2027-03-14")->of_certifier);
    done(&got);
}

static void yearly_duties_follow_the_rows_of_their_year(void **state)
{
    static const struct {
        const char *today, *id, *due;
        bool confirm;
    } rows[] = {
        {"2025-01-10", "bpf/2025",          "2025-05-31", false},
        {"2026-01-10", "bpf/2026",          "2026-04-30", true },
        {"2026-01-10", "bpf/2027",          "",           false},
        {"2026-01-10", "cfa.accounts/2026", "2026-07-31", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct planned got = planned(
            HEAD "\"categories\":[\"CFA\"],\"facts\":[" ISSUED "]}", rows[i].today);
        if (*rows[i].due) {
            expect_date(milestone(&got, rows[i].id)->due, rows[i].due);
            assert_int_equal(milestone(&got, rows[i].id)->confirm, rows[i].confirm);
        } else {
            assert_null(plan_find(&got.plan, rows[i].id));
        }
        done(&got);
    }
}

static void obligations_are_planned_within_the_horizon(void **state)
{
    struct planned got =
        planned(HEAD "\"facts\":[{\"kind\":\"obligation.done\",\"on\":\"2026-02-27\","
                     "\"obligation\":\"veille\",\"due\":\"2026-03-01\"}],"
                     "\"obligations\":[{\"id\":\"veille\",\"title\":\"Veille\",\"rrule\":"
                     "\"FREQ=MONTHLY;BYMONTHDAY=1\",\"starts\":\"2026-01-01\"}]}",
                "2026-02-28");

    (void)state;
    assert_int_equal(got.plan.milestone_count, 16); /* January 2026 to April 2027 */
    assert_int_equal(milestone(&got, "obligation/veille/2026-01-01")->state,
                     STATE_MISSED);
    assert_int_equal(milestone(&got, "obligation/veille/2026-03-01")->state, STATE_DONE);
    assert_int_equal(milestone(&got, "obligation/veille/2027-04-01")->state, STATE_OPEN);
    done(&got);
}

/* -- next_change ----------------------------------------------------------------- */

static bool same_states(const struct plan *a, const struct plan *b)
{
    if (a->milestone_count != b->milestone_count)
        return false;
    for (size_t i = 0; i < a->milestone_count; i++)
        if (strcmp(a->milestones[i].id, b->milestones[i].id) != 0 ||
            a->milestones[i].state != b->milestones[i].state ||
            date_cmp(a->milestones[i].booked, b->milestones[i].booked) != 0)
            return false;
    return true;
}

static void nothing_changes_before_the_day_foretold(void **state)
{
    static const char document[] = HEAD
        "\"categories\":[\"CFA\"],\"facts\":[" ISSUED ","
        "{\"kind\":\"audit.booked\",\"on\":\"2025-06-01\",\"audit\":\"surveillance\","
        "\"day\":\"2025-12-01\"},"
        "{\"kind\":\"nc.notified\",\"on\":\"2025-12-10\",\"nc\":\"a\",\"grade\":"
        "\"minor\",\"plan_days\":15}],"
        "\"obligations\":[{\"id\":\"veille\",\"rrule\":\"FREQ=MONTHLY;INTERVAL=5\","
        "\"starts\":\"2024-01-31\"}]}";
    struct planned before = planned(document, "2024-01-01");

    (void)state;
    for (struct date at = day("2024-01-02"); date_cmp(at, day("2028-01-01")) < 0;
         at = date_add_days(at, 1)) {
        char today[DATE_TEXT_SIZE];
        struct planned now = planned(document, date_format(today, at));
        struct date foretold = before.plan.next_change;
        bool is_foretold = date_is_set(foretold) && date_cmp(foretold, at) <= 0;
        if (!is_foretold && !same_states(&before.plan, &now.plan))
            fail_msg("the plan changed on %s unforetold", today);
        done(&before);
        before = now;
    }
    done(&before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_examples_of_the_cycle_hold),
        cmocka_unit_test(the_worked_examples_of_non_conformities_hold),
        cmocka_unit_test(every_start_keeps_the_order_of_its_dates),
        cmocka_unit_test(the_day_of_an_audit_moves_no_deadline),
        cmocka_unit_test(a_window_goes_through_its_states_day_by_day),
        cmocka_unit_test(advice_passes_where_law_is_missed),
        cmocka_unit_test(a_booking_counts_while_it_lies_ahead_and_inside),
        cmocka_unit_test(a_booking_before_an_ending_is_of_an_attempt_that_is_over),
        cmocka_unit_test(an_ending_or_a_later_cycle_makes_moot),
        cmocka_unit_test(facts_of_days_to_come_are_not_known),
        cmocka_unit_test(retracted_facts_count_for_nothing),
        cmocka_unit_test(a_reissue_replaces_the_data_of_its_certificate),
        cmocka_unit_test(certificates_that_end_on_one_day_have_one_renewal),
        cmocka_unit_test(a_requalified_minor_starts_a_majors_clock),
        cmocka_unit_test(the_certifiers_settings_count_where_the_law_leaves_them),
        cmocka_unit_test(yearly_duties_follow_the_rows_of_their_year),
        cmocka_unit_test(obligations_are_planned_within_the_horizon),
        cmocka_unit_test(nothing_changes_before_the_day_foretold),
    };

    return cmocka_run_group_tests_name("core/plan", tests, load, unload);
}

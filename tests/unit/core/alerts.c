/* Unit: jalon/core/plan.h - alerts */
#include "jalon/core/plan.h"

#include <time.h>

#include "planned.h"

#define MINOR(name)                                                                      \
    "{\"kind\":\"nc.notified\",\"on\":\"2025-10-01\",\"nc\":\"" name                     \
    "\",\"grade\":\"minor\",\"audit\":\"surveillance\",\"indicator\":1}"

static void alerts_name_what_needs_a_look(void **state)
{
    static const struct {
        const char *facts, *kind, *about;
    } rows[] = {
        {MINOR("a") "," MINOR("b") "," MINOR("c") "," MINOR("d") "," MINOR("e"),
         "nc.five_minors",                                                                                 "a b c d e"   },
        {MINOR("a") "," MINOR("b") "," MINOR("c") "," MINOR("d"),                NULL,                     NULL          },
        {MINOR("a") ",{\"kind\":\"audit.booked\",\"on\":\"2025-10-02\",\"audit\":"
                    "\"surveillance\",\"day\":\"2025-12-01\"}",         "nc.minor_at_audit",      "a"           },
        {"{\"kind\":\"nc.notified\",\"on\":\"2025-10-01\",\"nc\":\"x\",\"grade\":"
         "\"minor\",\"indicator\":4}",                                  "nc.major_only",          "x"           },
        {"{\"kind\":\"audit.booked\",\"on\":\"2025-10-02\",\"audit\":\"surveillance\","
         "\"day\":\"2026-01-16\"}",                                     "booking.outside_window", "surveillance"},
        {"{\"kind\":\"audit.held\",\"on\":\"2025-06-02\",\"audit\":\"surveillance\"},"
         "{\"kind\":\"audit.booked\",\"on\":\"2025-10-02\",\"audit\":\"renewal\","
         "\"day\":\"2026-11-02\"}",                                     "booking.referential",    "renewal"     },
        {"{\"kind\":\"nc.lifted\",\"on\":\"2025-10-01\",\"nc\":\"never\"}",
         "facts.inconsistent",                                                                             "never"       },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf document = {0}, about = {0};
        buf_addf(&document, FACTS ISSUED ",%s]}", rows[i].facts);
        struct planned got = planned(buf_text(&document), "2025-10-15");
        assert_int_equal(got.plan.alert_count, rows[i].kind ? 1 : 0);
        if (rows[i].kind) {
            const struct alert *alert = &got.plan.alerts[0];
            assert_string_equal(alert_kind_name(alert->kind), rows[i].kind);
            for (size_t j = 0; j < alert->about_count; j++)
                buf_addf(&about, "%s%s", j ? " " : "", alert->about[j]);
            assert_string_equal(buf_text(&about), rows[i].about);
        }
        buf_done(&document);
        buf_done(&about);
        done(&got);
    }
}

/* A non-conformity in each of COUNT cycles, which all open minors are compared with. */
static void add_life(struct buf *document, int count)
{
    char on[DATE_TEXT_SIZE];

    buf_add(document, FACTS);
    for (int i = 0; i < count; i++) {
        date_format(on, date_add_days(day("1990-01-01"), i));
        buf_addf(document,
                 "%s{\"kind\":\"certificate.issued\",\"on\":\"%s\"},"
                 "{\"kind\":\"nc.notified\",\"on\":\"%s\",\"nc\":\"n%d\","
                 "\"grade\":\"minor\",\"audit\":\"surveillance\"}",
                 i ? "," : "", on, on, i);
    }
    buf_add(document, "]}");
}

/* In seconds of the processor, however busy the machine is.  The cycle of each looked up
 * for each other took some thirty times as long. */
static void a_line_of_many_cycles_keeps_nobody_waiting(void **state)
{
    struct buf document = {0};

    (void)state;
    add_life(&document, 2000);
    clock_t before = clock();
    struct planned got = planned(buf_text(&document), "2199-01-01");
    assert_in_range((clock() - before) / CLOCKS_PER_SEC, 0, 4);
    assert_int_equal(got.plan.alert_count, 0);
    buf_done(&document);
    done(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alerts_name_what_needs_a_look),
        cmocka_unit_test(a_line_of_many_cycles_keeps_nobody_waiting),
    };

    return cmocka_run_group_tests_name("core/alerts", tests, load, unload);
}

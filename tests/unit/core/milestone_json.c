/* Unit: jalon/core/milestone_json.h */
#include "jalon/core/milestone_json.h"

#include "support/test.h"

static struct date day(int year, int month, int number)
{
    return date_of_civil((struct civil){year, month, number});
}

/* -- milestone_format_json ------------------------------------------------------- */

static void a_milestone_has_all_keys_in_the_order_of_the_contract(void **state)
{
    (void)state;
    struct buf out = {0};
    char id[] = "surveillance.window/2024-03-15";
    const struct reckoning none = {.from = DATE_NONE};
    const struct milestone milestone = {
        .id = id,
        .kind = MILESTONE_SURVEILLANCE_WINDOW,
        .opens = day(2025, 5, 15),
        .safe = day(2026, 1, 14),
        .due = day(2026, 1, 15),
        .booked = DATE_NONE,
        .done = DATE_NONE,
        .state = STATE_UPCOMING,
        .force = FORCE_LAW,
        .source = "un \"texte\"",
        .anchor = ANCHOR_START,
        .end = none,
        .to_opens = none,
        .to_due = {day(2024, 3, 15), 22, 0, day(2026, 1, 15)},
        .to_due_chained = none,
        .to_safe = none,
    };

    milestone_format_json(&out, "acme", &milestone, LANG_FR);
    assert_string_equal(
        buf_text(&out),
        "{\"type\":\"milestone\",\"organization\":\"acme\","
        "\"id\":\"surveillance.window/2024-03-15\",\"kind\":\"surveillance.window\","
        "\"opens\":\"2025-05-15\",\"safe\":\"2026-01-14\",\"due\":\"2026-01-15\","
        "\"booked\":null,\"done\":null,\"state\":\"upcoming\",\"force\":\"law\","
        "\"source\":\"un \\\"texte\\\"\",\"confirm\":false,"
        "\"why\":\"début du certificat le 2024-03-15 + 22 mois = 2026-01-15 ; un "
        "\\\"texte\\\"\"}");
    buf_done(&out);
}

/* -- alert_format_json ----------------------------------------------------------- */

static void an_alert_lists_what_it_is_about(void **state)
{
    (void)state;
    struct buf out = {0};
    char a[] = "A", b[] = "B";
    char *about[] = {a, b};
    const struct alert alert = {
        .kind = ALERT_NC_FIVE_MINORS,
        .cause = CAUSE_FIVE_MINORS,
        .about = about,
        .about_count = 2,
        .days = {DATE_NONE, DATE_NONE, DATE_NONE},
        .count = 5,
    };

    alert_format_json(&out, "acme", &alert, LANG_EN);
    assert_string_equal(
        buf_text(&out),
        "{\"type\":\"alert\",\"organization\":\"acme\",\"kind\":\"nc.five_minors\","
        "\"about\":[\"A\",\"B\"],\"why\":\"5 minors of one audit are not lifted and "
        "together count as a major: A, B\"}");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_milestone_has_all_keys_in_the_order_of_the_contract),
        cmocka_unit_test(an_alert_lists_what_it_is_about),
    };

    return cmocka_run_group_tests_name("core/milestone_json", tests, NULL, NULL);
}

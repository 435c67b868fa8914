/* Unit: jalon/render/render.h, a digest by mail */
#include "jalon/render/render.h"

#include "render/fixture.h"
#include "render/mail_text.h"
#include "support/test.h"

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;

    for (; (text = strstr(text, what)); text += strlen(what))
        count++;
    return count;
}

static void a_digest_lists_what_is_missed_first_and_then_by_day(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "D+10    Acme\r\n        correction of non-conformity NC 1\r\n"
        "        6 December 2025, repeat no. 1\r\n",
        "D-16    Acme\r\n        NC 1\r\n        1 January 2026, before the due date",
        "new application allowed",
        "D-29    Acme",
        "D-135   Acme",
        "30 April 2026 (to be confirmed), before the due date",
        "<table",
        "correction of non-conformity NC 1",
        "surveillance audit",
        "30 April 2026 (to be confirmed)<br>",
        NULL,
    };
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    struct render_item *items = fixture_digest(&fixture, FIXTURE_ITEMS);
    char *mail = mail_of(&fixture.message);
    expect_order(mail, wanted);
    assert_null(strstr(mail, "References:"));
    free(mail);
    free(items);
    fixture_done(&fixture);
}

static void a_step_that_comes_late_does_not_say_that_there_is_time(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture.items[1].step = "due-30d";
    struct render_item *items = fixture_digest(&fixture, 2);
    char *mail = mail_of(&fixture.message);
    assert_non_null(strstr(mail, "6 December 2025, after the due date\r\n"));
    free(mail);
    fixture.milestones[1].force = FORCE_ADVICE;
    mail = mail_of(&fixture.message);
    assert_non_null(strstr(mail, "6 December 2025, after the advised date\r\n"));
    free(mail);
    free(items);
    fixture_done(&fixture);
}

static void a_digest_of_one_date_says_why_as_a_reminder_does(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "Have the certifier hold the surveillance audit by 14 January 2026",
        "Why this date: certificate starts on",
        "Source: ",
        NULL,
    };
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture.message.digest = true;
    char *mail = mail_of(&fixture.message);
    expect_order(mail, wanted);
    free(mail);
    fixture_done(&fixture);
}

static void without_links_each_date_has_the_command_that_silences_it(void **state)
{
    (void)state;
    static const char command[] =
        "jalon ack acme surveillance.window/2024-03-15 --reason";
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    struct render_item *items = fixture_digest(&fixture, 2);
    for (int guest = 0; guest < 2; guest++) {
        fixture.message.guest = guest;
        char *mail = mail_of(&fixture.message);
        assert_int_equal(count_of(mail, command), guest ? 0 : 2);
        free(mail);
    }
    free(items);
    fixture_done(&fixture);
}

static void a_client_learns_from_a_digest_how_to_answer(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture_answers(&fixture);
    fixture.message.guest = true;
    struct render_item *items = fixture_digest(&fixture, 2);
    char *mail = mail_of(&fixture.message);
    assert_non_null(strstr(mail, "\r\nTo stop the reminders of a date, answer it.\r\n"));
    free(mail);
    free(items);
    fixture_done(&fixture);
}

static void a_long_digest_shows_two_hundred_dates_and_counts_the_others(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    struct render_item *items = fixture_digest(&fixture, 230);
    char *mail = mail_of(&fixture.message);
    assert_int_equal(count_of(mail, "<tr valign=\"top\">"), 200);
    assert_int_equal(count_of(mail, "and 30 more dates"), 2);
    free(mail);
    free(items);
    fixture_done(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digest_lists_what_is_missed_first_and_then_by_day),
        cmocka_unit_test(a_step_that_comes_late_does_not_say_that_there_is_time),
        cmocka_unit_test(a_digest_of_one_date_says_why_as_a_reminder_does),
        cmocka_unit_test(without_links_each_date_has_the_command_that_silences_it),
        cmocka_unit_test(a_client_learns_from_a_digest_how_to_answer),
        cmocka_unit_test(a_long_digest_shows_two_hundred_dates_and_counts_the_others),
    };

    return cmocka_run_group_tests_name("render/digest", tests, NULL, NULL);
}

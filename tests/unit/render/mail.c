/* Unit: jalon/render/render.h, render_mail and render_word_mail */
#include "jalon/render/render.h"

#include "render/fixture.h"
#include "render/mail_text.h"
#include "support/test.h"

/* -- one reminder ---------------------------------------------------------------- */

static void a_mail_says_what_to_do_then_why_then_how_to_stop_in_both_bodies(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "Date: Tue, 16 Dec 2025 07:00:00 +0000\r\n",
        "From: \"Jalon\" <jalon@example.org>\r\n",
        "To: alice@cabinet.example\r\n",
        "Message-ID: <n.abc@jalon.example.org>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "X-Auto-Response-Suppress: All\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: multipart/alternative;",
        "Content-Type: text/plain; charset=utf-8",
        "Have the certifier hold the surveillance audit by 14 January 2026 at the "
        "latest, "
        "otherwise the certifier suspends the certificate",
        "15 March 2024 + 22 months = 15 January 2026",
        "15 January 2026 =E2=88=92 1 day = 14 January 2026",
        "modifi=C3=A9, art. 2 (by law). Take note: this rule is to be confirmed",
        "jalon ack acme surveillance.window/2024-03-15 --reason",
        "https://jalon.example.org/organizations/acme\r\n",
        "https://jalon.example.org/feeds/token/alice.ics\r\n",
        "Content-Type: text/html; charset=utf-8",
        "<html lang=\"en\">",
        "Have the certifier hold the surveillance audit",
        "certificate starts on 15 March 2024",
        "art. 2",
        "jalon ack acme",
        "href=\"https://jalon.example.org/organizations/acme\"",
        "</html>\r\n--=_jalon.alternative--\r\n",
        NULL,
    };
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture.milestones[0].confirm = true;
    char *mail = mail_of(&fixture.message);
    expect_order(mail, wanted);
    free(mail);
    fixture_done(&fixture);
}

static void a_mail_with_answers_offers_each_and_no_command(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "List-Unsubscribe: <https://jalon.example.org/answer/",
        "?as=not-mine>\r\n",
        "It is booked",
        "?as=booked",
        "It is done",
        "?as=done",
        "later",
        "?as=later",
        "It is not mine",
        "?as=not-mine",
        "<html",
        "?as=booked\">",
        "?as=not-mine\">",
        NULL,
    };
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture_answers(&fixture);
    char *mail = mail_of(&fixture.message);
    expect_order(mail, wanted);
    assert_null(strstr(mail, "jalon ack"));
    free(mail);
    fixture_done(&fixture);
}

static void only_an_audit_can_be_booked(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture_answers(&fixture);
    fixture.message.items = &fixture.items[3];
    char *mail = mail_of(&fixture.message);
    assert_null(strstr(mail, "as=booked"));
    assert_non_null(strstr(mail, "as=done"));
    free(mail);
    fixture_done(&fixture);
}

static void a_booked_audit_is_to_be_prepared(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture.milestones[0].state = STATE_BOOKED;
    fixture.milestones[0].booked = fixture_day(2025, 12, 23);
    fixture.items[0].step = "booked-7d";
    char *mail = mail_of(&fixture.message);
    assert_non_null(strstr(mail,
                           "\r\nPrepare the audit: evidence for each indicator, and "
                           "the team told of the day (audit on 23 December 2025).\r\n"));
    assert_non_null(strstr(mail, "\r\nThe deadline of this audit: certificate starts"));
    assert_null(strstr(mail, "The audit is booked"));
    free(mail);
    fixture_done(&fixture);
}

static void a_booking_is_spoken_of_where_the_reminder_is_about_another_day(void **state)
{
    (void)state;
    static const struct {
        struct civil booked;
        const char *want;
    } rows[] = {
        {{2025, 12, 15},
         "The audit was booked for 15 December 2025: record that it was held, or its new "
         "day.\r\n"                                                     },
        {{2025, 12, 16}, "The audit is booked for 16 December 2025.\r\n"},
    };
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture_answers(&fixture);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        fixture.milestones[0].booked = date_of_civil(rows[i].booked);
        for (size_t count = 1; count < 3; count++) {
            struct render_item *items = fixture_digest(&fixture, count);
            char *mail = mail_of(&fixture.message);
            assert_non_null(strstr(mail, rows[i].want));
            assert_null(strstr(mail, "It is booked"));
            free(mail);
            free(items);
        }
    }
    fixture_done(&fixture);
}

static void a_booking_of_an_attempt_that_ended_is_not_spoken_of(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture_answers(&fixture);
    fixture.milestones[0].booked = fixture_day(2025, 12, 15);
    fixture.milestones[0].booked_before = true;
    char *mail = mail_of(&fixture.message);
    assert_null(strstr(mail, "booked for"));
    assert_null(strstr(mail, "Its day has changed"));
    assert_non_null(strstr(mail, "It is booked"));
    free(mail);
    fixture_done(&fixture);
}

static void an_escalation_says_why_its_reader_is_told(void **state)
{
    (void)state;
    static const char note[] = "You are told because nobody has taken this up so far.";
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    for (size_t count = 1; count < 3; count++) {
        for (int escalated = 0; escalated < 2; escalated++) {
            fixture.items[0].escalated = escalated;
            struct render_item *items = fixture_digest(&fixture, count);
            char *mail = mail_of(&fixture.message);
            assert_int_equal(strstr(mail, note) != NULL, escalated);
            free(mail);
            free(items);
        }
    }
    fixture_done(&fixture);
}

static void an_obligation_of_ones_own_is_named_once_as_its_source(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture.milestones[4].source = "the organization's own duty";
    fixture.message.items = &fixture.items[4];
    char *mail = mail_of(&fixture.message);
    assert_non_null(strstr(mail, "\r\nSource: the organization's own duty\r\n"));
    free(mail);
    fixture_done(&fixture);
}

static void without_a_public_address_there_is_no_link(void **state)
{
    (void)state;
    static const char *const addresses[] = {NULL, ""};

    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        struct fixture fixture;

        fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
        fixture.message.public_url = addresses[i];
        fixture.message.feed_url = NULL;
        char *mail = mail_of(&fixture.message);
        assert_null(strstr(mail, "href"));
        assert_null(strstr(mail, "http"));
        free(mail);
        fixture_done(&fixture);
    }
}

static void a_name_that_a_shell_would_read_is_quoted_in_the_command(void **state)
{
    (void)state;
    struct fixture fixture;
    char id[] = "nc.fix/l'écart n° 1";

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture.milestones[1].id = id;
    fixture.message.items = &fixture.items[1];
    char *mail = mail_of(&fixture.message);
    assert_non_null(
        strstr(mail, "jalon ack acme 'nc.fix/l'\\''=C3=A9cart n=C2=B0 1' --reason"));
    free(mail);
    fixture_done(&fixture);
}

static void a_hostile_name_adds_no_header(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, fixture_hostile, fixture_hostile);
    char *mail = mail_of(&fixture.message);
    assert_null(strstr(mail, "\r\nBcc:"));
    for (const char *c = mail; *c; c++)
        assert_true(*c == '\r' || *c == '\n' || (*c >= ' ' && *c <= '~'));
    free(mail);
    fixture_done(&fixture);
}

/* -- threads --------------------------------------------------------------------- */

/* The value of the header called NAME, or NULL. */
static char *header(const struct render_message *message, const char *name)
{
    char *mail = mail_of(message);
    char *found = strstr(mail, name);
    char *value = NULL;

    if (found)
        value = mem_strndup(found, strcspn(found, "\r"));
    free(mail);
    return value;
}

static void all_reminders_of_a_milestone_share_a_thread_of_its_own(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    char *first = header(&fixture.message, "References: ");
    fixture.items[0].step = "due-7d";
    fixture.message.message_id = "<n.other@jalon.example.org>";
    char *second = header(&fixture.message, "References: ");
    fixture.message.digest = true;
    char *alone = header(&fixture.message, "References: ");
    fixture.message.items = &fixture.items[1];
    char *other = header(&fixture.message, "References: ");

    assert_string_equal(first, second);
    assert_string_equal(first, alone);
    assert_string_not_equal(first, other);
    assert_non_null(strstr(first, "@jalon.example.org>"));
    free(first);
    free(second);
    free(alone);
    free(other);
    fixture_done(&fixture);
}

static void a_client_is_shown_neither_the_page_nor_the_tool(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    fixture.message.guest = true;
    for (size_t count = 1; count < 3; count++) {
        struct render_item *items = fixture_digest(&fixture, count);
        for (int i = 0; i < 2; i++) {
            fixture.message.public_url = i ? "https://jalon.example.org" : NULL;
            char *mail = mail_of(&fixture.message);
            assert_null(strstr(mail, "jalon ack"));
            assert_null(strstr(mail, "/organizations/"));
            free(mail);
        }
        free(items);
    }
    fixture_done(&fixture);
}

/* -- the calendar ---------------------------------------------------------------- */

static void a_calendar_is_attached_as_a_file_and_no_invitation(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "Content-Type: multipart/mixed;\r\n boundary=\"=_jalon.mixed\"\r\n\r\n"
        "--=_jalon.mixed\r\nContent-Type: multipart/alternative;",
        "--=_jalon.alternative--\r\n--=_jalon.mixed\r\n",
        "Content-Disposition: attachment; filename=jalon.ics\r\n",
        "Content-Type: text/calendar; charset=utf-8\r\n",
        "\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--=_jalon.mixed--\r\n",
        NULL,
    };
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    fixture.message.ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    char *mail = mail_of(&fixture.message);
    expect_order(mail, wanted);
    free(mail);
    fixture_done(&fixture);
}

/* -- render_word_mail ------------------------------------------------------------ */

static void a_word_of_a_rehearsal_says_so(void **state)
{
    (void)state;
    const struct render_word word = {
        .lang = LANG_EN,
        .message_id = "<n.word@jalon.example.org>",
        .from = "jalon@example.org",
        .to = "alice@cabinet.example",
        .rehearsal = true,
        .subject = "Not delivered",
        .text = "Never mind.",
    };
    struct buf out = {0};

    render_word_mail(&out, &word);
    assert_non_null(strstr(buf_text(&out),
                           "Subject: [rehearsal, no real reminder] Not delivered\r\n"));
    buf_done(&out);
}

static void a_word_has_its_paragraphs_and_no_thread(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "Subject: A test\r\n",
        "\r\n\r\nA test\r\n\r\nFirst.\r\n\r\nSecond.\r\n\r\n",
        "First.</td>",
        "Second.</td>",
        NULL,
    };
    const struct render_word word = {
        .lang = LANG_EN,
        .message_id = "<n.word@jalon.example.org>",
        .from = "jalon@example.org",
        .to = "alice@cabinet.example",
        .kind = "test",
        .subject = "A test",
        .text = "First.\n\nSecond.\n",
    };
    struct buf out = {0};

    render_word_mail(&out, &word);
    expect_order(buf_text(&out), wanted);
    assert_null(strstr(buf_text(&out), "References:"));
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_says_what_to_do_then_why_then_how_to_stop_in_both_bodies),
        cmocka_unit_test(a_mail_with_answers_offers_each_and_no_command),
        cmocka_unit_test(only_an_audit_can_be_booked),
        cmocka_unit_test(a_booked_audit_is_to_be_prepared),
        cmocka_unit_test(a_booking_is_spoken_of_where_the_reminder_is_about_another_day),
        cmocka_unit_test(a_booking_of_an_attempt_that_ended_is_not_spoken_of),
        cmocka_unit_test(an_escalation_says_why_its_reader_is_told),
        cmocka_unit_test(an_obligation_of_ones_own_is_named_once_as_its_source),
        cmocka_unit_test(without_a_public_address_there_is_no_link),
        cmocka_unit_test(a_name_that_a_shell_would_read_is_quoted_in_the_command),
        cmocka_unit_test(a_hostile_name_adds_no_header),
        cmocka_unit_test(all_reminders_of_a_milestone_share_a_thread_of_its_own),
        cmocka_unit_test(a_client_is_shown_neither_the_page_nor_the_tool),
        cmocka_unit_test(a_calendar_is_attached_as_a_file_and_no_invitation),
        cmocka_unit_test(a_word_of_a_rehearsal_says_so),
        cmocka_unit_test(a_word_has_its_paragraphs_and_no_thread),
    };

    return cmocka_run_group_tests_name("render/mail", tests, NULL, NULL);
}

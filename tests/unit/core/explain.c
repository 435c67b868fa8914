/* Unit: jalon/core/explain.h */
#include "jalon/core/explain.h"

#include <stdio.h>

#include "support/test.h"

static struct date day(const char *text)
{
    struct date date = DATE_NONE;
    struct err err = {0};

    if (*text)
        assert_int_equal(date_parse(&date, text, &err), 0);
    return date;
}

static struct reckoning reckon(const char *from, int months, int days, const char *result)
{
    return (struct reckoning){day(from), months, days, day(result)};
}

static struct reckoning no_reckoning(void)
{
    return (struct reckoning){.from = DATE_NONE};
}

/* A milestone of KIND without any arithmetic. */
static struct milestone bare(enum milestone_kind kind)
{
    return (struct milestone){
        .kind = kind,
        .state = STATE_OPEN,
        .source = "art. 2",
        .end = no_reckoning(),
        .to_opens = no_reckoning(),
        .to_due = no_reckoning(),
        .to_due_chained = no_reckoning(),
        .to_safe = no_reckoning(),
    };
}

static struct milestone surveillance(void)
{
    struct milestone milestone = bare(MILESTONE_SURVEILLANCE_WINDOW);

    milestone.anchor = ANCHOR_START;
    milestone.to_opens = reckon("2024-03-15", 14, 0, "2025-05-15");
    milestone.to_due = reckon("2024-03-15", 22, 0, "2026-01-15");
    milestone.to_safe = reckon("2026-01-15", 0, -1, "2026-01-14");
    return milestone;
}

static void expect_text(struct buf *got, const char *want)
{
    assert_string_equal(buf_text(got), want);
    buf_done(got);
}

/* -- explain_why ----------------------------------------------------------------- */

static void why_adds_up_from_the_anchor_in_both_languages(void **state)
{
    (void)state;
    struct milestone milestone = surveillance();
    struct buf out = {0};

    explain_why(&out, &milestone, LANG_FR);
    expect_text(&out, "début du certificat le 2024-03-15 + 14 mois = 2025-05-15 ; "
                      "début du certificat le 2024-03-15 + 22 mois = 2026-01-15 ; "
                      "fin de la fenêtre le 2026-01-15 − 1 jour = 2026-01-14 ; art. 2");
    explain_why(&out, &milestone, LANG_EN);
    expect_text(&out, "certificate starts on 2024-03-15 + 14 months = 2025-05-15; "
                      "certificate starts on 2024-03-15 + 22 months = 2026-01-15; "
                      "end of the window 2026-01-15 − 1 day = 2026-01-14; art. 2");
}

static void an_amount_is_signed_counted_and_left_out_when_zero(void **state)
{
    (void)state;
    static const struct {
        int months, days;
        const char *want;
    } rows[] = {
        {0,  0,  "notifiée le 2026-08-31 ; art. 2"                                       },
        {1,  0,
         "notifiée le 2026-08-31 + 1 mois (dernier jour du mois) = 2030-01-01 ; art. 2"  },
        {-4, 0,
         "notifiée le 2026-08-31 − 4 mois (dernier jour du mois) = 2030-01-01 ; art. 2"},
        {0,  1,  "notifiée le 2026-08-31 + 1 jour = 2030-01-01 ; art. 2"                 },
        {0,  15, "notifiée le 2026-08-31 + 15 jours = 2030-01-01 ; art. 2"               },
        {36, -1, "notifiée le 2026-08-31 + 36 mois − 1 jour = 2030-01-01 ; art. 2"     },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct milestone milestone = bare(MILESTONE_NC_FIX);
        struct buf out = {0};

        milestone.anchor = ANCHOR_NOTIFIED;
        milestone.to_due =
            reckon("2026-08-31", rows[i].months, rows[i].days, "2030-01-01");
        explain_why(&out, &milestone, LANG_FR);
        expect_text(&out, rows[i].want);
    }
}

static void an_end_by_rule_is_reckoned_before_what_hangs_on_it(void **state)
{
    (void)state;
    struct milestone milestone = bare(MILESTONE_RENEWAL_AUDIT);
    struct buf out = {0};

    milestone.anchor = ANCHOR_END_RULE;
    milestone.end = reckon("2023-08-31", 36, -1, "2026-08-30");
    milestone.to_due = reckon("2026-08-30", -4, 0, "2026-04-30");
    explain_why(&out, &milestone, LANG_FR);
    expect_text(&out,
                "début du certificat le 2023-08-31 + 36 mois − 1 jour = 2026-08-30 ; "
                "fin du certificat le 2026-08-30 − 4 mois = 2026-04-30 ; art. 2");
}

static void a_delay_that_the_certifier_set_is_called_so(void **state)
{
    (void)state;
    struct milestone milestone = bare(MILESTONE_NC_PLAN);
    struct buf out = {0};

    milestone.anchor = ANCHOR_NOTIFIED;
    milestone.of_certifier = true;
    milestone.to_due = reckon("2026-08-31", 0, 15, "2026-09-15");
    explain_why(&out, &milestone, LANG_FR);
    expect_text(&out,
                "notifiée le 2026-08-31 + 15 jours (délai fixé par le certificateur) = "
                "2026-09-15 ; art. 2");
}

static void a_chained_delay_starts_from_the_end_of_the_first(void **state)
{
    (void)state;
    struct milestone milestone = bare(MILESTONE_NC_VERIFY);
    struct buf out = {0};

    milestone.anchor = ANCHOR_NOTIFIED;
    milestone.to_due = reckon("2026-08-31", 3, 0, "2026-11-30");
    milestone.to_due_chained = reckon("2026-11-30", 1, 0, "2026-12-30");
    explain_why(&out, &milestone, LANG_FR);
    expect_text(&out,
                "notifiée le 2026-08-31 + 3 mois (dernier jour du mois) = 2026-11-30 ; "
                "fin de ce délai le 2026-11-30 + 1 mois = 2026-12-30 ; art. 2");
}

/* The end is named as what is printed, and not as what was printed on that day. */
static void a_printed_end_stands_behind_its_name(void **state)
{
    (void)state;
    struct milestone milestone = bare(MILESTONE_CERTIFICATE_EXPIRY);
    struct buf out = {0};

    milestone.anchor = ANCHOR_END_PRINTED;
    milestone.to_due = reckon("2026-08-30", 0, 0, "2026-08-30");
    explain_why(&out, &milestone, LANG_FR);
    expect_text(&out, "fin imprimée sur le certificat : 2026-08-30 ; art. 2");
}

/* -- explain_step ---------------------------------------------------------------- */

static void the_steps_are_the_lines_of_why_one_by_one(void **state)
{
    (void)state;
    struct milestone milestone = surveillance();
    struct milestone empty = bare(MILESTONE_NC_PLAN);
    struct buf out = {0};

    assert_int_equal(explain_step_count(&empty), 0);
    assert_int_equal(explain_step_count(&milestone), 3);
    explain_step(&out, &milestone, 1, LANG_EN);
    expect_text(&out, "certificate starts on 2024-03-15 + 22 months = 2026-01-15");
}

/* -- explain_title, explain_action, explain_otherwise ---------------------------- */

typedef void (*explain_cb)(struct buf *out, const struct milestone *milestone,
                           enum lang lang);

static void every_kind_has_words_of_its_own_in_both_languages(void **state)
{
    (void)state;
    static const explain_cb all[] = {explain_title, explain_action, explain_otherwise};

    for (int kind = 0; kind < MILESTONE_OBLIGATION; kind++) {
        struct milestone milestone = bare((enum milestone_kind)kind);
        milestone.nc = "NC-3";
        for (size_t i = 0; i < ARRAY_LEN(all); i++) {
            struct buf english = {0}, french = {0};

            all[i](&english, &milestone, LANG_EN);
            all[i](&french, &milestone, LANG_FR);
            assert_string_not_equal(buf_text(&english), buf_text(&french));
            assert_null(strchr(buf_text(&french), '{'));
            buf_done(&english);
            buf_done(&french);
        }
    }
}

static void a_non_conformity_and_an_obligation_go_by_their_names(void **state)
{
    (void)state;
    struct milestone nc = bare(MILESTONE_NC_FIX);
    struct milestone obligation = bare(MILESTONE_OBLIGATION);
    struct buf out = {0};

    nc.nc = "NC {1}";
    explain_title(&out, &nc, LANG_FR);
    expect_text(&out, "correction de la non-conformité NC {1}");
    obligation.title = "Veille légale";
    explain_title(&out, &obligation, LANG_FR);
    expect_text(&out, "Veille légale");
    explain_action(&out, &obligation, LANG_FR);
    expect_text(&out, "À faire\u00a0: Veille légale");
}

static void what_is_at_stake_is_said_of_the_grade_and_of_today(void **state)
{
    (void)state;
    static const struct {
        enum milestone_kind kind;
        enum milestone_state state;
        bool major;
        const char *want;
    } rows[] = {
        {MILESTONE_NC_FIX,             STATE_OPEN,   false,
         "sinon elle devient majeure à l’audit suivant"                     },
        {MILESTONE_NC_FIX,             STATE_MISSED, true,
         "sinon la certification est refusée, ou le certificat suspendu"      },
        {MILESTONE_CERTIFICATE_EXPIRY, STATE_OPEN,   false,
         "sinon le certificat expire et les financements publics s’arrêtent"},
        {MILESTONE_CERTIFICATE_EXPIRY, STATE_MISSED, false,
         "car le certificat a expiré, et les financements publics sont arrêtés jusqu’à "
         "son renouvellement"                                                  },
        {MILESTONE_RENEWAL_AUDIT,      STATE_MISSED, false,
         "sinon le certificat ne peut pas être renouvelé"                    },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct milestone milestone = bare(rows[i].kind);
        struct buf out = {0};

        milestone.state = rows[i].state;
        milestone.major = rows[i].major;
        explain_otherwise(&out, &milestone, LANG_FR);
        expect_text(&out, rows[i].want);
        buf_done(&out);
    }
}

static void a_booked_audit_is_to_be_prepared(void **state)
{
    (void)state;
    struct milestone milestone = surveillance();
    struct buf out = {0};

    milestone.state = STATE_BOOKED;
    explain_action(&out, &milestone, LANG_FR);
    expect_text(&out,
                "Préparer l’audit\u00a0: preuves à jour pour chaque indicateur, équipe "
                "prévenue de la date");
}

/* -- explain_alert --------------------------------------------------------------- */

static const struct {
    enum alert_cause cause;
    const char *about[2];
    const char *want;
} alerts[] = {
    {CAUSE_OUTSIDE_WINDOW,
     {"surveillance"},
     "audit de surveillance programmé le 2026-01-01, hors de sa fenêtre du "
     "2026-02-02 "
     "au 2026-03-03"                                                                       },
    {CAUSE_OTHER_REFERENTIAL,
     {"renewal"},
     "audit de renouvellement programmé le 2026-01-01\u00a0: il relève d’un autre "
     "référentiel que le dernier audit, réalisé le 2026-02-02"                         },
    {CAUSE_HELD_AFTER_END,
     {"renewal"},
     "audit de renouvellement réalisé le 2026-01-01, après la fin du certificat le "
     "2026-02-02"                                                                          },
    {CAUSE_NC_NEVER_NOTIFIED,
     {"A"},
     "la non-conformité A a un fait daté du 2026-01-01 mais n’a jamais été notifiée"},
    {CAUSE_NC_BEFORE_NOTIFIED,
     {"A"},
     "la non-conformité A a un fait daté du 2026-01-01, avant sa notification le "
     "2026-02-02"                                                                          },
    {CAUSE_NC_NOTIFIED_TWICE,
     {"A"},
     "la non-conformité A a été notifiée deux fois, le 2026-01-01 et le 2026-02-02"    },
    {CAUSE_FIVE_MINORS,
     {"A", "B"},
     "7 mineures d’un même audit ne sont pas levées et valent ensemble une "
     "majeure\u00a0: "
     "A, B"                                                                                },
    {CAUSE_MAJOR_ONLY,
     {"A"},
     "la non-conformité A est cotée mineure, mais sur l’indicateur 7 elle ne peut "
     "être que majeure"                                                                   },
    {CAUSE_MINOR_AT_AUDIT,
     {"A"},
     "la non-conformité mineure A n’est pas levée\u00a0; elle deviendra majeure à "
     "l’audit "
     "programmé le 2026-01-01"                                                            },
};

static void every_cause_names_what_it_is_about_and_its_days(void **state)
{
    (void)state;

    for (size_t i = 0; i < ARRAY_LEN(alerts); i++) {
        char first[16], second[16];
        char *about[] = {first, second};
        struct buf out = {0};

        (void)snprintf(first, sizeof(first), "%s", alerts[i].about[0]);
        (void)snprintf(second, sizeof(second), "%s",
                       alerts[i].about[1] ? alerts[i].about[1] : "");
        struct alert alert = {
            .cause = alerts[i].cause,
            .about = about,
            .about_count = alerts[i].about[1] ? 2 : 1,
            .days = {day("2026-01-01"), day("2026-02-02"), day("2026-03-03")},
            .count = 7,
        };
        explain_alert(&out, &alert, LANG_FR);
        expect_text(&out, alerts[i].want);
    }
}

/* -- explain_alert_in_words ------------------------------------------------------ */

static void a_person_reads_days_as_people_write_them(void **state)
{
    (void)state;
    char audit[] = "renewal";
    char *about[] = {audit};
    const struct alert alert = {
        .cause = CAUSE_HELD_AFTER_END,
        .about = about,
        .about_count = 1,
        .days = {day("2026-01-01"), day("2026-02-02")},
    };
    struct buf french = {0}, english = {0};

    explain_alert_in_words(&french, &alert, LANG_FR);
    explain_alert_in_words(&english, &alert, LANG_EN);
    expect_text(&french, "audit de renouvellement réalisé le 01/01/2026, après la fin du "
                         "certificat le 02/02/2026");
    expect_text(&english, "renewal audit held on 1 January 2026, after the certificate "
                          "ended on 2 February 2026");
}

/* -- explain_force, explain_state ------------------------------------------------ */

static void every_force_and_state_has_a_french_word(void **state)
{
    (void)state;

    for (int i = 0; i < FORCE_COUNT; i++)
        assert_string_not_equal(explain_force((enum force)i, LANG_EN),
                                explain_force((enum force)i, LANG_FR));
    for (int i = 0; i < STATE_COUNT; i++)
        assert_string_not_equal(explain_state((enum milestone_state)i, LANG_EN),
                                explain_state((enum milestone_state)i, LANG_FR));
}

/* -- explain_date ---------------------------------------------------------------- */

static void a_date_is_written_as_each_language_writes_it(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        enum lang lang;
        const char *want;
    } rows[] = {
        {"2026-01-04", LANG_FR, "04/01/2026"      },
        {"2026-01-04", LANG_EN, "4 January 2026"  },
        {"2026-12-31", LANG_EN, "31 December 2026"},
        {"",           LANG_EN, ""                },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};

        explain_date(&out, day(rows[i].date), rows[i].lang);
        expect_text(&out, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(why_adds_up_from_the_anchor_in_both_languages),
        cmocka_unit_test(an_amount_is_signed_counted_and_left_out_when_zero),
        cmocka_unit_test(an_end_by_rule_is_reckoned_before_what_hangs_on_it),
        cmocka_unit_test(a_delay_that_the_certifier_set_is_called_so),
        cmocka_unit_test(a_chained_delay_starts_from_the_end_of_the_first),
        cmocka_unit_test(a_printed_end_stands_behind_its_name),
        cmocka_unit_test(the_steps_are_the_lines_of_why_one_by_one),
        cmocka_unit_test(every_kind_has_words_of_its_own_in_both_languages),
        cmocka_unit_test(a_non_conformity_and_an_obligation_go_by_their_names),
        cmocka_unit_test(what_is_at_stake_is_said_of_the_grade_and_of_today),
        cmocka_unit_test(a_booked_audit_is_to_be_prepared),
        cmocka_unit_test(every_cause_names_what_it_is_about_and_its_days),
        cmocka_unit_test(a_person_reads_days_as_people_write_them),
        cmocka_unit_test(every_force_and_state_has_a_french_word),
        cmocka_unit_test(a_date_is_written_as_each_language_writes_it),
    };

    return cmocka_run_group_tests_name("core/explain", tests, NULL, NULL);
}

/* Unit: jalon/render/render.h, render_subject */
#include "jalon/render/render.h"

#include "render/fixture.h"
#include "support/test.h"

static void expect_subject(const struct render_message *message, const char *want)
{
    struct buf out = {0};

    render_subject(&out, message);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
}

/* -- one reminder ---------------------------------------------------------------- */

static void the_day_counts_to_the_last_safe_day_and_then_from_the_legal_one(void **state)
{
    (void)state;
    static const struct {
        struct civil today;
        const char *step;
        enum lang lang;
        const char *want;
    } rows[] = {
        {{2025, 12, 16},
         "due-30d",   LANG_FR,
         "J-29 · Acme · audit de surveillance au plus tard le 14/01/2026"   },
        {{2025, 12, 16},
         "due-30d",   LANG_EN,
         "D-29 · Acme · surveillance audit by 14 January 2026 at the latest"},
        {{2026, 1, 14},
         "due-1d",    LANG_FR,
         "Jour J · Acme · audit de surveillance au plus tard le 14/01/2026" },
        {{2026, 1, 15},
         "due-1d",    LANG_FR,
         "Jour J · Acme · audit de surveillance au plus tard le 15/01/2026" },
        {{2026, 1, 18},
         "due+1d",    LANG_FR,
         "J+3 · Acme · audit de surveillance en retard depuis le 15/01/2026"},
        {{2025, 4, 15},
         "opens-30d", LANG_FR,
         "J-30 · Acme · audit de surveillance à partir du 15/05/2025"      },
        {{2025, 5, 15},
         "opens",     LANG_FR,
         "Jour J · Acme · audit de surveillance à partir du 15/05/2025"    },
        {{2025, 12, 16},
         "opens",     LANG_FR,
         "J-29 · Acme · audit de surveillance au plus tard le 14/01/2026"   },
        {{2025, 12, 16},
         "booked-7d", LANG_FR,
         "J-7 · Acme · audit de surveillance programmé le 23/12/2025"      },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct fixture fixture;

        fixture_init(&fixture, rows[i].lang, "Acme", "NC 1");
        fixture.milestones[0].booked = fixture_day(2025, 12, 23);
        fixture.items[0].today = date_of_civil(rows[i].today);
        fixture.items[0].step = rows[i].step;
        expect_subject(&fixture.message, rows[i].want);
        fixture_done(&fixture);
    }
}

static void advice_that_passed_is_not_called_late(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    fixture.milestones[1].force = FORCE_ADVICE;
    fixture.message.items = &fixture.items[1];
    expect_subject(&fixture.message,
                   "J+10 · Acme · correction de la non-conformité NC 1 : "
                   "à faire depuis le 06/12/2025");
    fixture_done(&fixture);
}

static void an_opening_that_lies_behind_is_called_so(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    fixture.message.items = &fixture.items[2];
    fixture.items[2].today = fixture_day(2026, 1, 5);
    expect_subject(&fixture.message, "J+4 · Acme · nouvelle demande de certification "
                                     "possible depuis le 01/01/2026");
    fixture_done(&fixture);
}

static void a_date_whose_rule_is_to_be_confirmed_says_so(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    fixture.message.items = &fixture.items[3];
    expect_subject(&fixture.message,
                   "J-135 · Acme · bilan pédagogique et financier (BPF) au plus tard le "
                   "30/04/2026 (à confirmer)");
    fixture_done(&fixture);
}

static void a_rehearsal_says_so(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    fixture.message.rehearsal = true;
    expect_subject(&fixture.message, "[répétition, pas un vrai rappel] J-29 · Acme · "
                                     "audit de surveillance au plus tard le 14/01/2026");
    fixture_done(&fixture);
}

static void no_control_character_is_left(void **state)
{
    (void)state;

    for (int c = 1; c <= 33; c++) {
        char name[] = {'A', c == 33 ? '\x7F' : (char)c, 'B', '\0'};
        struct fixture fixture;
        struct buf out = {0};

        fixture_init(&fixture, LANG_EN, name, "NC 1");
        render_subject(&out, &fixture.message);
        assert_non_null(strstr(buf_text(&out), " · A B · "));
        buf_done(&out);
        fixture_done(&fixture);
    }
}

/* -- a digest -------------------------------------------------------------------- */

static void a_digest_counts_its_dates_and_names_the_most_urgent(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        const char *want;
    } rows[] = {
        {1, "J-29 · Acme · audit de surveillance au plus tard le 14/01/2026"},
        {5, "5 échéances · J+10 · Acme · correction de la non-conformité NC 1 en retard "
            "depuis le 06/12/2025"                                 },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct fixture fixture;

        fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
        struct render_item *items = fixture_digest(&fixture, rows[i].count);
        expect_subject(&fixture.message, rows[i].want);
        free(items);
        fixture_done(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_counts_to_the_last_safe_day_and_then_from_the_legal_one),
        cmocka_unit_test(advice_that_passed_is_not_called_late),
        cmocka_unit_test(an_opening_that_lies_behind_is_called_so),
        cmocka_unit_test(a_date_whose_rule_is_to_be_confirmed_says_so),
        cmocka_unit_test(a_rehearsal_says_so),
        cmocka_unit_test(no_control_character_is_left),
        cmocka_unit_test(a_digest_counts_its_dates_and_names_the_most_urgent),
    };

    return cmocka_run_group_tests_name("render/subject", tests, NULL, NULL);
}

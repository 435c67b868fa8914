/* Unit: daemon/web/words.h */
#include "../../../daemon/web/words.h"

#include <stdio.h>

#include "support/test.h"

static void expect_text(struct buf *out, const char *want)
{
    assert_string_equal(buf_text(out), want);
    buf_done(out);
}

/* -- words_add_kind -------------------------------------------------------------- */

static void only_an_own_duty_is_called_one(void **state)
{
    (void)state;

    for (int i = 0; i < MILESTONE_KIND_COUNT; i++) {
        struct buf out = {0};
        words_add_kind(&out, (enum milestone_kind)i, LANG_EN);
        assert_int_equal(strstr(buf_text(&out), "own duty") != NULL,
                         i == MILESTONE_OBLIGATION);
        buf_done(&out);
    }
}

/* -- words_add_milestone --------------------------------------------------------- */

static void an_id_tells_what_a_milestone_is_about(void **state)
{
    (void)state;
    static const struct {
        const char *id, *want;
    } rows[] = {
        {"surveillance.window/2024-03-15", "audit de surveillance"                  },
        {"nc.fix/NC 3/a",                  "correction de la non-conformité NC 3/a"},
        {"obligation/veille/2026-09-01",   "veille"                                 },
        {"bpf/2026",                       "bilan pédagogique et financier (BPF)"  },
        {"nothing.known/2026",             "nothing.known/2026"                     },
        {"",                               ""                                       },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        words_add_milestone(&out, rows[i].id, LANG_FR);
        expect_text(&out, rows[i].want);
    }
}

/* -- words_notice_answer --------------------------------------------------------- */

static void why_a_notice_was_withdrawn_is_said_in_the_readers_language(void **state)
{
    (void)state;
    static const struct {
        enum notice_state state;
        const char *answer, *want;
    } rows[] = {
        {NOTICE_SUPERSEDED, "the date moved", "l’échéance a changé"},
        {NOTICE_SENT,       "the date moved", "the date moved"          }, /* a server's own */
        {NOTICE_DEAD,       "HTTP 410",       "HTTP 410"                },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char answer[32];
        (void)snprintf(answer, sizeof(answer), "%s", rows[i].answer);
        const struct notice notice = {.state = rows[i].state, .answer = answer};
        assert_string_equal(words_notice_answer(&notice, LANG_FR), rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_an_own_duty_is_called_one),
        cmocka_unit_test(an_id_tells_what_a_milestone_is_about),
        cmocka_unit_test(why_a_notice_was_withdrawn_is_said_in_the_readers_language),
    };

    return cmocka_run_group_tests_name("web/words", tests, NULL, NULL);
}

/* Unit: jalon/render/render.h, render_webhook and render_word_webhook */
#include "jalon/render/render.h"

#include <jansson.h>

#include "render/fixture.h"
#include "support/test.h"

static json_t *body_of(enum webhook_format format, const struct render_message *message)
{
    struct buf out = {0};

    render_webhook(&out, format, message);
    json_t *body = json_loadb(buf_text(&out), out.length, 0, NULL);
    assert_non_null(body);
    buf_done(&out);
    return body;
}

/* Follows PATH, "embeds/0/title", into BODY; borrowed. */
static const char *text_at(json_t *body, const char *path)
{
    json_t *at = body;

    while (*path) {
        char key[32] = "";
        size_t length = strcspn(path, "/");
        assert_true(length < sizeof(key));
        (void)memcpy(key, path, length);
        at = json_is_array(at) ? json_array_get(at, (size_t)(key[0] - '0'))
                               : json_object_get(at, key);
        path += length + (path[length] == '/');
    }
    assert_true(json_is_string(at));
    return json_string_value(at);
}

/* Where each chat shows the title and the first line. */
static const struct {
    enum webhook_format format;
    const char *title, *line;
} places[] = {
    {WEBHOOK_SLACK,      "blocks/0/text/text",                                     "blocks/1/text/text"  },
    {WEBHOOK_TEAMS,      "attachments/0/content/body/0/inlines/0/text",
     "attachments/0/content/body/1/inlines/0/text"                                                       },
    {WEBHOOK_MATTERMOST, "text",                                                   "attachments/0/text"  },
    {WEBHOOK_DISCORD,    "embeds/0/title",                                         "embeds/0/description"},
    {WEBHOOK_GOOGLECHAT, "cardsV2/0/card/sections/0/widgets/0/textParagraph/text",
     "cardsV2/0/card/sections/0/widgets/1/textParagraph/text"                                            },
};

/* -- chats ----------------------------------------------------------------------- */

static void every_chat_shows_the_headline_and_then_what_to_do(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        json_t *body = body_of(places[i].format, &fixture.message);
        static const char call[] = "Faire réaliser l’audit de surveillance par le "
                                   "certificateur au plus tard le 14/01/2026, sinon";

        assert_string_equal(
            text_at(body, places[i].title),
            "J-29 · Acme · audit de surveillance au plus tard le 14/01/2026");
        assert_int_equal(strncmp(text_at(body, places[i].line), call, strlen(call)), 0);
        json_decref(body);
    }
    fixture_done(&fixture);
}

static void a_name_is_escaped_as_each_chat_asks(void **state)
{
    (void)state;
    static const struct {
        enum webhook_format format;
        const char *want;
    } rows[] = {
        {WEBHOOK_SLACK,      "J-29 · &lt;!all&gt; *a* &amp; @\u200Bhere ·"},
        {WEBHOOK_TEAMS,      "J-29 · <!all> *a* & @here ·"                },
        {WEBHOOK_MATTERMOST, "J-29 · \\<\\!all\\> \\*a\\* & @\u200Bhere ·"},
        {WEBHOOK_DISCORD,    "J-29 · \\<\\!all\\> \\*a\\* & @\u200Bhere ·"},
        {WEBHOOK_GOOGLECHAT, "J-29 · &lt;!all&gt; *a* &amp; @\u200Bhere ·"},
    };
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "<!all> *a* & @here", "NC 1");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        json_t *body = body_of(rows[i].format, &fixture.message);
        const char *title = text_at(body, places[i].title);

        assert_int_equal(places[i].format, rows[i].format);
        assert_int_equal(strncmp(title, rows[i].want, strlen(rows[i].want)), 0);
        json_decref(body);
    }
    fixture_done(&fixture);
}

static void the_longest_names_stay_within_each_chats_limit(void **state)
{
    (void)state;
    static const size_t limits[] = {
        [WEBHOOK_SLACK] = 40000,      [WEBHOOK_TEAMS] = 20000,
        [WEBHOOK_MATTERMOST] = 16383, [WEBHOOK_DISCORD] = 6000,
        [WEBHOOK_GOOGLECHAT] = 32000,
    };
    char name[901] = "";
    struct fixture fixture;

    for (size_t i = 0; i < 300; i++)
        (void)memcpy(name + 3 * i, i % 2 ? "&*<" : "€", 3);
    fixture_init(&fixture, LANG_FR, name, name);
    struct render_item *items = fixture_digest(&fixture, 1000);
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        struct buf out = {0};

        render_webhook(&out, places[i].format, &fixture.message);
        assert_true(out.length <= limits[places[i].format]);
        assert_true(out.length > limits[places[i].format] / 4);
        buf_done(&out);
    }
    free(items);
    fixture_done(&fixture);
}

static void every_chat_offers_each_answer(void **state)
{
    (void)state;
    static const char *const answers[] = {"booked", "done", "later", "not-mine"};
    struct fixture fixture;

    fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
    fixture_answers(&fixture);
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        struct buf out = {0};

        render_webhook(&out, places[i].format, &fixture.message);
        for (size_t k = 0; k < ARRAY_LEN(answers); k++) {
            char url[160];
            (void)snprintf(url, sizeof(url), "%s?as=%s", fixture_answer, answers[k]);
            assert_non_null(strstr(buf_text(&out), url));
        }
        buf_done(&out);
    }
    fixture_done(&fixture);
}

static void a_cut_digest_says_how_many_dates_are_left_out(void **state)
{
    (void)state;
    struct fixture fixture;

    fixture_init(&fixture, LANG_EN, "Acme", "NC 1");
    struct render_item *items = fixture_digest(&fixture, 230);
    json_t *body = body_of(WEBHOOK_SLACK, &fixture.message);
    json_t *blocks = json_object_get(body, "blocks");
    json_t *more = json_object_get(json_array_get(blocks, 41), "text");

    assert_string_equal(json_string_value(json_object_get(more, "text")),
                        "and 190 more dates");
    json_decref(body);
    free(items);
    fixture_done(&fixture);
}

/* -- for programs ---------------------------------------------------------------- */

static void a_program_gets_every_date_with_its_milestone(void **state)
{
    (void)state;
    static const struct {
        size_t count; /* 0: a single reminder */
        const char *type;
    } rows[] = {
        {0,   "milestone.due"   },
        {1,   "milestone.digest"},
        {230, "milestone.digest"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct fixture fixture;
        struct render_item *items = NULL;

        fixture_init(&fixture, LANG_FR, "Acme", "NC 1");
        if (rows[i].count)
            items = fixture_digest(&fixture, rows[i].count);
        json_t *body = body_of(WEBHOOK_STANDARD, &fixture.message);
        json_t *list = json_object_get(json_object_get(body, "data"), "items");

        assert_string_equal(text_at(body, "type"), rows[i].type);
        assert_string_equal(text_at(body, "timestamp"), "2025-12-16T07:00:00Z");
        assert_int_equal(json_array_size(list), rows[i].count ? rows[i].count : 1);
        assert_string_equal(text_at(body, "data/items/0/organization"), "acme");
        assert_string_equal(text_at(body, "data/items/0/name"), "Acme");
        assert_string_equal(text_at(body, "data/items/0/step"),
                            rows[i].count > 1 ? "every+1" : "due-30d");
        assert_string_equal(text_at(body, "data/items/0/milestone/type"), "milestone");
        json_decref(body);
        free(items);
        fixture_done(&fixture);
    }
}

/* -- render_word_webhook --------------------------------------------------------- */

static void a_word_takes_any_bytes_in_every_format(void **state)
{
    (void)state;
    const struct render_word word = {
        .lang = LANG_FR,
        .message_id = "msg_1",
        .kind = "dead",
        .subject = "Non remis \xFF",
        .text = "550 \xFF\x01 no\n\nFin.",
    };

    for (int i = 0; i < WEBHOOK_FORMAT_COUNT; i++) {
        struct buf out = {0};

        render_word_webhook(&out, (enum webhook_format)i, &word);
        json_t *body = json_loadb(buf_text(&out), out.length, 0, NULL);
        assert_non_null(body);
        assert_non_null(strstr(buf_text(&out), "Fin."));
        assert_null(strchr(buf_text(&out), '\x01'));
        if (i == WEBHOOK_STANDARD)
            assert_string_equal(text_at(body, "type"), "jalon.dead");
        json_decref(body);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_chat_shows_the_headline_and_then_what_to_do),
        cmocka_unit_test(a_name_is_escaped_as_each_chat_asks),
        cmocka_unit_test(the_longest_names_stay_within_each_chats_limit),
        cmocka_unit_test(every_chat_offers_each_answer),
        cmocka_unit_test(a_cut_digest_says_how_many_dates_are_left_out),
        cmocka_unit_test(a_program_gets_every_date_with_its_milestone),
        cmocka_unit_test(a_word_takes_any_bytes_in_every_format),
    };

    return cmocka_run_group_tests_name("render/webhook", tests, NULL, NULL);
}

/* Unit: daemon/render/markup.h */
#include "../daemon/render/markup.h"

#include "jalon/render/render.h"
#include "support/test.h"

/* -- markup_add ------------------------------------------------------------------ */

static void the_limit_counts_what_is_written_and_cuts_between_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t characters;
        const char *want;
    } rows[] = {
        {"abc",                          3,               "abc"                        },
        {"abcd",                         3,               "ab…"                      },
        {"éééé",                     3,               "éé…"                    },
        {"<<<",                          12,              "&lt;&lt;&lt;"               },
        {"<<<",                          11,              "&lt;&lt;…"                },
        {"a<b",                          4,               "a…"                       },
        {"\xF0\x9F\x98\x80"
         "ab",                  2,
         "\xF0\x9F\x98\x80"
         "…"                                                                         },
        {"",                             0,               ""                           },
        {"a\xC3",                        MARKUP_NO_LIMIT, "a\xEF\xBF\xBD"              },
        {"\xF0\x9F\x98\x80\x80\x80\x80", 3,               "\xEF\xBF\xBD\xEF\xBF\xBD…"},
        {"\x80\x80\x80\x80\x80",         MARKUP_NO_LIMIT,
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"                },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};

        buf_add(&out, "-");
        markup_add(&out, &markup_html, rows[i].text, rows[i].characters);
        assert_string_equal(buf_text(&out) + 1, rows[i].want);
        buf_done(&out);
    }
}

static void every_control_character_becomes_a_blank(void **state)
{
    (void)state;

    for (int c = 1; c < 0xA0; c++) {
        char text[3] = {(char)c, '\0', '\0'};
        struct buf out = {0};

        if (c >= ' ' && c < 0x7F)
            continue;
        if (c >= 0x80) {
            text[0] = '\xC2';
            text[1] = (char)c;
        }
        markup_add(&out, &markup_plain, text, MARKUP_NO_LIMIT);
        assert_string_equal(buf_text(&out), " ");
        buf_done(&out);
    }
}

/* -- render_html_text ------------------------------------------------------------ */

static void html_text_leaves_neither_an_element_nor_an_attribute(void **state)
{
    (void)state;
    struct buf out = {0};

    render_html_text(&out, "<a href=\"x\">&'</a>");
    assert_string_equal(buf_text(&out),
                        "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_limit_counts_what_is_written_and_cuts_between_characters),
        cmocka_unit_test(every_control_character_becomes_a_blank),
        cmocka_unit_test(html_text_leaves_neither_an_element_nor_an_attribute),
    };

    return cmocka_run_group_tests_name("render/markup", tests, NULL, NULL);
}

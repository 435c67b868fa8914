/* Unit: daemon/web/html.h */
#include "../../../daemon/web/html.h"

#include "support/test.h"

/* -- html ------------------------------------------------------------------------ */

static void what_goes_into_braces_stays_text(void **state)
{
    (void)state;
    static const struct {
        const char *value, *want;
    } rows[] = {
        {"Acme",         "<a title=\"Acme\">Acme</a>"                          },
        {"<script>",     "<a title=\"&lt;script&gt;\">&lt;script&gt;</a>"      },
        {"\"onload=",    "<a title=\"&quot;onload=\">&quot;onload=</a>"        },
        {"it's & {}",    "<a title=\"it&#39;s &amp; {}\">it&#39;s &amp; {}</a>"},
        {"École",       "<a title=\"École\">École</a>"                      },
        {"bad \xff utf", "<a title=\"bad \uFFFD utf\">bad \uFFFD utf</a>"      },
        {NULL,           "<a title=\"\"></a>"                                  },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        html(&out, "<a title=\"{}\">{}</a>", rows[i].value, rows[i].value);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

static void a_segment_of_a_path_cannot_leave_it(void **state)
{
    (void)state;
    static const struct {
        const char *value, *want;
    } rows[] = {
        {"acme-1.b_c~", "/o/acme-1.b_c~"          },
        {"a/b?c=d&e#f", "/o/a%2Fb%3Fc%3Dd%26e%23f"},
        {"\"><x>",      "/o/%22%3E%3Cx%3E"        },
        {"é +%",       "/o/%C3%A9%20%2B%25"      },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        html(&out, "/o/{/}", rows[i].value);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_into_braces_stays_text),
        cmocka_unit_test(a_segment_of_a_path_cannot_leave_it),
    };

    return cmocka_run_group_tests_name("web/html", tests, NULL, NULL);
}

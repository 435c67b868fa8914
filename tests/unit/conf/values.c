/* Unit: jalon/conf/conf.h: the values of keys */
#include "fixture.h"

/* Values, separated by '|', that a key takes or that it refuses. */
struct row {
    const char *section, *key, *values;
};

/* Puts a file with the next value at *VALUES into OUT; false past the last. */
static bool next_text(struct buf *out, const struct row *row, const char **values)
{
    size_t length = *values ? strcspn(*values, "|") : 0;

    if (!*values)
        return false;
    buf_clear(out);
    buf_addf(out, "[%s]\n%s = %.*s\n", row->section, row->key, (int)length, *values);
    *values = (*values)[length] ? *values + length + 1 : NULL;
    return true;
}

/* -- all kinds ------------------------------------------------------------------- */

static void sound_values_are_taken(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"jalond",          "database",             "jalon.db|/var/lib/jalon/jalon.db|dossier à nous/é.db"},
        {"jalond",          "timezone",             "UTC|Indian/Reunion|America/Argentina/Ushuaia"          },
        {"jalond",          "language",             "fr|en"                                                 },
        {"jalond",          "send_at",              "00:00|08:00|23:59"                                     },
        {"jalond",          "uid_domain",           "jalon.example.org|localhost|a-b.c_d"                   },
        {"jalond",          "rehearsal",            "yes|no"                                                },
        {"http",            "listen",               "|127.0.0.1:8420|[::1]:80|0.0.0.0:65535|a.fr:1"         },
        {"http",            "public_url",           "https://a.fr|http://127.0.0.1:8420/|https://[::1]:8/x/"},
        {"watchdog",        "ping",                 "https://hc.example.org/0a-b?c=d#e|http://localhost"    },
        {"mail",            "tls",                  "required|off"                                          },
        {"mail",            "ca_file",              "ca.pem"                                                },
        {"mail",            "from",                 "a@b.fr|<a@b.fr>|Élodie à Nice <e@b.fr>"              },
        {"certifier \"c\"", "minor_plan_days",      "1|15|365"                                              },
        {"certifier \"c\"", "renewal_audit_months", "1|8"                                                   },
        {"ladder \"bpf\"",  "steps",                "|opens|opens-30d, due-1d,due+1d , every 7d"            },
        {"route \"r\"",     "receivers",            "owner"                                                 },
    };
    struct buf text = {0};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const char *values = rows[i].values;
        while (next_text(&text, &rows[i], &values))
            conf_free(load(buf_text(&text)));
    }
    buf_done(&text);
}

static void expect_refused(const char *text, const char *key)
{
    struct conf *conf = NULL;
    struct buf errors = {0}, want = {0};

    write_file("jalon.conf", text);
    if (conf_load(&conf, "jalon.conf", LANG_EN, &errors) == 0)
        fail_msg("taken: %s", text);
    buf_addf(&want, "jalon.conf:2: %s: ", key);
    assert_memory_equal(buf_text(&errors), want.data, want.length);
    buf_done(&errors);
    buf_done(&want);
}

static void other_values_are_refused(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"jalond",          "database",
         "|a\tb|a\x01"
         "b|a\x7f|a\xC2\x85"                                                                       },
        {"jalond",          "timezone",             "|Paris|CET/|../UTC|Europe/Paris/"             },
        {"jalond",          "language",             "|de|FR|fr_FR"                                 },
        {"jalond",          "send_at",              "|8:00|24:00|08:60|08h00|08:00:00"             },
        {"jalond",          "send_at",              "-8:00|08:-1|+8:00"                            },
        {"jalond",          "uid_domain",           "|a b|a@b|é.fr|[::1]|a:1"                     },
        {"jalond",          "rehearsal",            "|true|1|YES"                                  },
        {"http",            "listen",               "8420|:8420|127.0.0.1|127.0.0.1:|a:65536"      },
        {"http",            "listen",               "::1:8420|[::1]|a:1 b|a:123456789"             },
        {"http",            "public_url",           "|a.fr|ftp://a|https://|https://a/?b"          },
        {"http",            "public_url",           "https://a/#b|https://a:b@c|https://a:x/"      },
        {"watchdog",        "ping",                 "|https://é.fr|https://a@b|https:/a"          },
        {"watchdog",        "ping",                 "https://a b|https://a\\b|HTTPS://a"           },
        {"mail",            "tls",                  "|on|no"                                       },
        {"mail",            "from",                 "|Jalon|Jalon <>|Jalon <a@b|Jalon <a@b.fr> x"  },
        {"mail",            "from",                 "a@b\tc <a@b.fr>|a@b.fr, c@d.fr"               },
        {"certifier \"c\"", "minor_plan_days",      "|0|366|15 days|1.5|-1"                        },
        {"certifier \"c\"", "renewal_audit_months", "0|9"                                          },
        {"ladder \"bpf\"",  "steps",                "due-7|later|due-7d; opens|every|due-1d,,opens"},
    };
    struct buf text = {0};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const char *values = rows[i].values;
        while (next_text(&text, &rows[i], &values))
            expect_refused(buf_text(&text), rows[i].key);
    }
    buf_done(&text);
}

/* -- mail ------------------------------------------------------------------------ */

static void a_transport_is_a_server_or_a_maildir(void **state)
{
    (void)state;
    static const char *const taken[] = {
        "smtp://localhost", "smtp://localhost:25", "smtps://mail.example.org:465/",
        "smtp://[::1]:25",  "maildir:mail",        "maildir:/tmp/à nous",
    };
    static const char refusal[] =
        "2: transport: this is no way to send mail: write it as smtp://HOST:25, "
        "smtps://HOST or maildir:PATH; user and password have keys of their own\n";
    static const char *const refused[] = {
        "",
        "localhost:25",
        "smtp:localhost",
        "smtp://",
        "smtp://u:p@localhost",
        "maildir:",
        "smtp://localhost/x",
        "smtp://a b",
        "SMTP://host",
        "smtp://host:99999",
    };
    struct buf text = {0};

    for (size_t i = 0; i < ARRAY_LEN(taken); i++) {
        buf_addf(&text, "[mail]\ntransport = %s\nfrom = a@b.fr\n", taken[i]);
        struct conf *conf = load(buf_text(&text));
        assert_string_equal(conf->transport, taken[i]);
        conf_free(conf);
        buf_clear(&text);
    }
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        buf_addf(&text, "[mail]\ntransport = %s\nfrom = a@b.fr\n", refused[i]);
        expect_errors(buf_text(&text), refusal);
        buf_clear(&text);
    }
    buf_done(&text);
}

/* -- webhooks -------------------------------------------------------------------- */

/* The address of a webhook is a secret: whoever has it may post. */
static void a_refused_webhook_is_not_repeated(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "ftp://hush.example",
        "https://user:hush@example.org/",
        "https://example.org/hu sh/hush",
        "https:///hush",
    };
    struct buf text = {0}, errors = {0};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct conf *conf = NULL;
        buf_addf(&text, "[receiver \"a\"]\nwebhook = %s\n", rows[i]);
        write_file("jalon.conf", buf_text(&text));
        assert_int_equal(conf_load(&conf, "jalon.conf", LANG_EN, &errors), -1);
        assert_null(strstr(buf_text(&errors), "hush"));
        buf_clear(&text);
    }
    buf_done(&text);
    buf_done(&errors);
}

static void a_webhook_has_at_most_2048_characters(void **state)
{
    (void)state;
    struct buf text = {0};

    buf_add(&text,
            "[route \"r\"]\nreceivers = a\n[receiver \"a\"]\nwebhook = https://a.fr/");
    for (size_t i = strlen("https://a.fr/"); i < 2048; i++)
        buf_add_char(&text, 'x');
    struct conf *conf = load(buf_text(&text));
    assert_int_equal(strlen(conf->receivers[0].webhook), 2048);
    conf_free(conf);
    buf_add_char(&text, 'x');
    expect_errors(buf_text(&text),
                  "4: webhook: a web address has at most 2048 characters\n");
    buf_done(&text);
}

static void every_format_has_a_name(void **state)
{
    (void)state;
    struct buf text = {0};

    for (int format = 0; format < WEBHOOK_FORMAT_COUNT; format++) {
        const char *name = webhook_format_name((enum webhook_format)format);
        buf_addf(&text, "[receiver \"a\"]\nwebhook = https://a.fr\nformat = %s\n", name);
        struct conf *conf = load(buf_text(&text));
        assert_int_equal(conf->receivers[0].format, format);
        conf_free(conf);
        buf_clear(&text);
    }
    buf_done(&text);
}

/* -- routes ---------------------------------------------------------------------- */

static void a_pattern_that_fits_nothing_is_refused(void **state)
{
    (void)state;
    static const char *const taken[] = {"kind = *", "kind = nc.*", "kind = bpf",
                                        "force = law", "force = l*"};
    static const struct {
        const char *line, *want;
    } refused[] = {
        {"kind = surveilance.window",
         "2: kind: nothing is called \"surveilance.window\"; did you mean "
         "\"surveillance.window\"?\n"                                                                },
        {"kind = nothing.*",          "2: kind: nothing is called \"nothing.*\"\n"                   },
        {"organization = acme, beta",
         "2: organization: no organization is called \"acme, beta\": an id has a-z, 0-9, "
         "'.', '_' and '-'; a final * stands for any rest\n"                                         },
        {"force = laws",              "2: force: nothing is called \"laws\"; did you mean \"law\"?\n"},
    };
    struct buf text = {0};

    for (size_t i = 0; i < ARRAY_LEN(taken); i++) {
        buf_addf(&text, "[route \"r\"]\n%s\nreceivers = owner\n", taken[i]);
        conf_free(load(buf_text(&text)));
        buf_clear(&text);
    }
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        buf_addf(&text, "[route \"r\"]\n%s\nreceivers = owner\n", refused[i].line);
        expect_errors(buf_text(&text), refused[i].want);
        buf_clear(&text);
    }
    buf_done(&text);
}

static void an_escalation_is_a_step_and_a_receiver(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "", "boss", "due-3d", "due-3d:", ":boss", "due3d: boss", "due-3d: owner, "};
    struct buf text = {0}, errors = {0};

    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        struct conf *conf = NULL;
        buf_addf(&text, "[route \"r\"]\nreceivers = owner\nescalate = %s\n", refused[i]);
        write_file("jalon.conf", buf_text(&text));
        assert_int_equal(conf_load(&conf, "jalon.conf", LANG_EN, &errors), -1);
        assert_non_null(strstr(buf_text(&errors), "jalon.conf:3: escalate: "));
        buf_clear(&text);
        buf_clear(&errors);
    }
    buf_done(&text);
    buf_done(&errors);
}

static void a_socket_has_a_path_that_the_system_takes(void **state)
{
    (void)state;
    char text[128];

    (void)snprintf(text, sizeof(text), "[http]\nsocket = %0107d\n", 0);
    conf_free(load(text));
    (void)snprintf(text, sizeof(text), "[http]\nsocket = %0108d\n", 0);
    expect_errors(text, "2: socket: the path of a socket has at most 107 characters\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_values_are_taken),
        cmocka_unit_test(other_values_are_refused),
        cmocka_unit_test(a_transport_is_a_server_or_a_maildir),
        cmocka_unit_test(a_refused_webhook_is_not_repeated),
        cmocka_unit_test(a_webhook_has_at_most_2048_characters),
        cmocka_unit_test(every_format_has_a_name),
        cmocka_unit_test(a_pattern_that_fits_nothing_is_refused),
        cmocka_unit_test(an_escalation_is_a_step_and_a_receiver),
        cmocka_unit_test(a_socket_has_a_path_that_the_system_takes),
    };

    return cmocka_run_group_tests_name("conf/values", tests, enter_folder, leave_folder);
}

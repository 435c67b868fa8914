/* Unit: jalon/conf/conf.h: files, sections, keys, and what they mean together */
#include "fixture.h"

/* -- defaults -------------------------------------------------------------------- */

static void an_empty_file_gives_the_defaults(void **state)
{
    (void)state;
    struct conf *conf = load("");

    assert_string_equal(conf->database, "./jalon.db");
    assert_string_equal(conf->timezone, "Europe/Paris");
    assert_int_equal(conf->lang, LANG_FR);
    assert_int_equal(conf->send_at, 8 * 60);
    assert_null(conf->rules_file);
    assert_null(conf->holidays_file);
    assert_string_equal(conf->uid_domain, "jalon.localhost");
    assert_null(conf->fallback);
    assert_false(conf->rehearsal);
    assert_string_equal(conf->listen, "127.0.0.1:8420");
    assert_string_equal(conf->socket, "/run/jalon/jalon.sock");
    assert_null(conf->public_url);
    assert_null(conf->transport);
    assert_int_equal(conf->tls, MAIL_TLS_REQUIRED);
    assert_null(conf->ping);
    assert_int_equal(conf->receiver_count, 0);
    assert_int_equal(conf->route_count, 0);
    assert_null(conf->warnings);
    assert_non_null(conf->rules);
    assert_true(holidays_has_zone(conf->holidays, HOLIDAYS_DEFAULT_ZONE));
    conf_free(conf);
}

static void no_file_gives_the_defaults(void **state)
{
    (void)state;
    struct conf *conf = NULL;
    struct buf errors = {0};

    assert_int_equal(conf_load(&conf, NULL, LANG_EN, &errors), 0);
    assert_string_equal(conf->timezone, "Europe/Paris");
    conf_free(conf);
}

static void systemd_says_where_the_files_go(void **state)
{
    (void)state;
    assert_int_equal(setenv("STATE_DIRECTORY", "/var/lib/jalon:/other", 1), 0);
    assert_int_equal(setenv("RUNTIME_DIRECTORY", "/run/other", 1), 0);
    struct conf *conf = load("");
    assert_string_equal(conf->database, "/var/lib/jalon/jalon.db");
    assert_string_equal(conf->socket, "/run/other/jalon.sock");
    conf_free(conf);
    conf = load("[jalond]\ndatabase = d.db\n[http]\nsocket = s\n");
    assert_string_equal(conf->database, "d.db");
    assert_string_equal(conf->socket, "s");
    conf_free(conf);
    assert_int_equal(unsetenv("STATE_DIRECTORY"), 0);
    assert_int_equal(unsetenv("RUNTIME_DIRECTORY"), 0);
}

static void every_milestone_kind_has_a_ladder(void **state)
{
    (void)state;
    struct conf *conf = load("");

    for (size_t kind = 0; kind < MILESTONE_KIND_COUNT; kind++)
        assert_true(conf->ladders[kind].count > 0);
    conf_free(conf);
}

static void the_host_of_the_public_address_names_the_events(void **state)
{
    (void)state;
    struct conf *conf = load("[http]\npublic_url = https://jalon.example.org:8443/x/\n");

    assert_string_equal(conf->public_url, "https://jalon.example.org:8443/x");
    assert_string_equal(conf->uid_domain, "jalon.example.org");
    conf_free(conf);
    conf = load("[http]\npublic_url = http://[::1]:8420\n");
    assert_string_equal(conf->uid_domain, "jalon.localhost");
    conf_free(conf);
}

/* -- sections -------------------------------------------------------------------- */

static void receivers_keep_what_is_said_of_them(void **state)
{
    (void)state;
    struct conf *conf = load(MAIL "[receiver \"alice\"]\n"
                                  "email = alice@cabinet.example\n"
                                  "language = en\n"
                                  "attach_ics = yes\n"
                                  "calm = monday\n"
                                  "[receiver \"le chat\"]\n"
                                  "webhook = https://hooks.example.org/x?y=z\n"
                                  "format = teams\n"
                                  "secret_file = s\n"
                                  "allow_private = yes\n"
                                  "[route \"r\"]\nreceivers = alice\n");
    const struct receiver *alice = conf_receiver(conf, "alice");
    const struct receiver *chat = conf_receiver(conf, "le chat");

    assert_string_equal(alice->email, "alice@cabinet.example");
    assert_null(alice->webhook);
    assert_true(alice->has_lang);
    assert_int_equal(alice->lang, LANG_EN);
    assert_true(alice->attach_ics);
    assert_true(alice->has_calm);
    assert_int_equal(alice->calm, WEEKDAY_MONDAY);
    assert_string_equal(chat->webhook, "https://hooks.example.org/x?y=z");
    assert_int_equal(chat->format, WEBHOOK_TEAMS);
    assert_string_equal(chat->secret_file, "s");
    assert_true(chat->allow_private);
    assert_false(chat->has_lang);
    assert_null(conf_receiver(conf, "bob"));
    conf_free(conf);
}

static void certifiers_and_ladders_are_kept(void **state)
{
    (void)state;
    struct conf *conf = load("[certifier \"a\"]\nminor_plan_days = 15\n"
                             "[certifier \"b\"]\nrenewal_audit_months = 6\n"
                             "[ladder \"bpf\"]\nsteps = due-10d, every 3d\n"
                             "[ladder \"obligation\"]\nsteps =\n");
    struct plan_context context = conf_plan_context(conf);

    assert_int_equal(context.certifier_count, 2);
    assert_string_equal(context.certifiers[0].name, "a");
    assert_int_equal(context.certifiers[0].minor_plan_days, 15);
    assert_int_equal(context.certifiers[0].renewal_audit_months, -1);
    assert_int_equal(context.certifiers[1].minor_plan_days, -1);
    assert_int_equal(context.certifiers[1].renewal_audit_months, 6);
    assert_ptr_equal(context.rules, conf->rules);
    assert_int_equal(conf->ladders[MILESTONE_BPF].count, 2);
    assert_int_equal(conf->ladders[MILESTONE_OBLIGATION].count, 0);
    conf_free(conf);
}

static void an_audits_ladder_keeps_the_steps_of_the_booked_day(void **state)
{
    struct conf *conf = load("[ladder \"surveillance.window\"]\nsteps = opens\n"
                             "[ladder \"renewal.audit\"]\nsteps = opens, booked-2d\n"
                             "[ladder \"initial.audit\"]\nsteps =\n"
                             "[ladder \"bpf\"]\nsteps = due-10d\n");

    (void)state;
    assert_int_equal(conf->ladders[MILESTONE_SURVEILLANCE_WINDOW].count, 4);
    assert_int_equal(conf->ladders[MILESTONE_RENEWAL_AUDIT].count, 2);
    assert_int_equal(conf->ladders[MILESTONE_INITIAL_AUDIT].count, 0);
    assert_int_equal(conf->ladders[MILESTONE_BPF].count, 1);
    conf_free(conf);
}

static void routes_are_kept_in_their_order(void **state)
{
    (void)state;
    struct conf *conf = load(
        MAIL "[receiver \"a\"]\nemail = a@example.org\n"
             "[receiver \"b\"]\nemail = b@example.org\n"
             "[route \"second to none\"]\n"
             "owner = alice\ntag = n*\norganization = acme\nkind = nc.*\nforce = law\n"
             "receivers = a,owner , contacts\ndelivery = digest\n"
             "escalate = due-14d: b, due+1d: a\n"
             "[route \"x\"]\nreceivers = b\n");
    struct policy policy = conf_policy(conf);
    const struct route *route = &policy.routes[0];

    assert_int_equal(policy.route_count, 2);
    assert_string_equal(route->name, "second to none");
    assert_string_equal(route->owner, "alice");
    assert_string_equal(route->tag, "n*");
    assert_string_equal(route->organization, "acme");
    assert_string_equal(route->kind, "nc.*");
    assert_string_equal(route->force, "law");
    assert_true(route->digest);
    assert_int_equal(route->receiver_count, 3);
    assert_string_equal(route->receivers[1], "owner");
    assert_string_equal(route->receivers[2], "contacts");
    assert_int_equal(route->escalation_count, 2);
    assert_int_equal(route->escalations[0].step.days, -14);
    assert_string_equal(route->escalations[1].receiver, "a");
    assert_false(policy.routes[1].digest);
    assert_null(policy.routes[1].owner);
    assert_int_equal(policy.receiver_count, 2);
    assert_string_equal(policy.receivers[1], "b");
    conf_free(conf);
}

static void what_is_unknown_is_named_with_what_is_near(void **state)
{
    (void)state;
    expect_errors("[recievers]\nx = 1\n",
                  "1: unknown section [recievers]; did you mean [receiver]?\n");
    expect_errors("[zzz]\n", "1: unknown section [zzz]\n");
    expect_errors("[jalond]\nsendat = 1\n",
                  "2: unknown key 'sendat'; did you mean 'send_at'?\n");
    expect_errors("[jalond]\nzzz = 1\n", "2: unknown key 'zzz' in section [jalond]\n");
    expect_errors("[jalond]\nz\033z = 1\n", "2: unknown key 'z?z' in section [jalond]\n");
    expect_errors("[route \"r\"]\nrecievers = owner\nreceivers = owner\n",
                  "2: unknown key 'recievers'; did you mean 'receivers'?\n");
    expect_errors("[ladder \"nc.fixx\"]\nsteps = opens\n",
                  "1: no milestone is called \"nc.fixx\"; did you mean \"nc.fix\"?\n");
    expect_errors("[ladder \"zzz\"]\n", "1: no milestone is called \"zzz\"\n");
    expect_errors("[receiver]\nemail = a@b.fr\n",
                  "1: this section needs a name: write it as [receiver \"alice\"]\n");
    expect_errors("[mail \"x\"]\n", "1: this section has no name: write it as [mail]\n");
    expect_errors("[mail\n",
                  "1: malformed section: write it as [kind] or [kind \"name\"]\n");
    expect_errors("x = 1\n", "1: this line stands before any section\n");
}

static void names_with_a_meaning_of_their_own_are_refused(void **state)
{
    (void)state;
    expect_errors(
        "[receiver \"owner\"]\n[receiver \"contacts\"]\n[receiver \"a,b\"]\n",
        "1: \"owner\" has a meaning of its own in routes: choose another name\n"
        "2: \"contacts\" has a meaning of its own in routes: choose another name\n"
        "3: the name of a receiver holds no comma and no colon\n");
}

/* -- twice ----------------------------------------------------------------------- */

static void a_key_or_a_named_section_stands_once_in_a_file(void **state)
{
    (void)state;
    expect_errors("[jalond]\nsend_at = 07:00\n[http]\n[jalond]\nsend_at = 09:00\n",
                  "5: the key 'send_at' stands already on line 2\n");
    expect_errors("[certifier \"a\"]\nminor_plan_days = 1\n"
                  "[certifier \"a\"]\nminor_plan_days = 2\n",
                  "3: [certifier \"a\"] stands already at jalon.conf:1\n");
}

static void a_later_file_overrides_an_earlier_one(void **state)
{
    (void)state;
    write_file("conf.d/20-b.conf", "[jalond]\nsend_at = 10:00\n");
    write_file("conf.d/10-a.conf", "[jalond]\nsend_at = 09:00\nlanguage = en\n"
                                   "[certifier \"a\"]\n");
    write_file("conf.d/.c.conf", "nonsense");
    write_file("conf.d/d.conf~", "nonsense");
    struct conf *conf = load("[jalond]\nsend_at = 07:00\nlanguage = fr\n");
    assert_int_equal(conf->send_at, 10 * 60);
    assert_int_equal(conf->lang, LANG_EN);
    assert_int_equal(conf->certifier_count, 1);
    conf_free(conf);
    expect_errors(
        "[certifier \"a\"]\n",
        "conf.d/10-a.conf:4: [certifier \"a\"] stands already at jalon.conf:1\n");
    assert_int_equal(remove("conf.d/10-a.conf"), 0);
    assert_int_equal(remove("conf.d/20-b.conf"), 0);
}

/* -- what refers to something else ----------------------------------------------- */

static void what_is_needed_together_is_asked_for(void **state)
{
    (void)state;
    expect_errors("[jalond]\nfallback = bob\n", "2: there is no receiver \"bob\"\n");
    expect_errors("[receiver \"a\"]\n[route \"r\"]\nreceivers = a\n",
                  "1: the receiver \"a\" needs email or webhook, one of the two\n");
    expect_errors(MAIL "[receiver \"a\"]\nemail = a@b.fr\nwebhook = https://x.fr\n[route "
                       "\"r\"]\nreceivers = a\n",
                  "4: the receiver \"a\" needs email or webhook, one of the two\n");
    expect_errors(
        "[receiver \"a\"]\nemail = a@b.fr\n[route \"r\"]\nreceivers = a\n",
        "2: the receiver \"a\" is told by mail, and [mail] transport does not say how "
        "to send it\n");
    expect_errors(
        "[route \"r\"]\nreceivers = contacts\n",
        "2: contacts are told by mail, and [mail] transport does not say how to send "
        "it\n");
    expect_errors("[route \"r\"]\nowner = a\n",
                  "1: the route \"r\" names no receivers\n");
    expect_errors("[route \"r\"]\nreceivers = a, owner, b\n",
                  "2: there is no receiver \"a\"\n2: there is no receiver \"b\"\n");
    expect_errors("[route \"r\"]\nreceivers = owner\nescalate = due-3d: boss\n",
                  "3: there is no receiver \"boss\"\n");
    expect_errors("[mail]\ntransport = maildir:m\n",
                  "2: mail needs a sender: give [mail] from\n");
    expect_errors(MAIL "user = u\n",
                  "4: a user needs password_file or oauth_token_file\n");
    expect_errors(MAIL "password_file = p\n", "1: a password or a token needs a user\n");
    expect_errors(MAIL "user = u\npassword_file = p\noauth_token_file = t\n",
                  "6: give password_file or oauth_token_file, not both\n");
    expect_errors("[jalond]\nrules = nowhere.ini\n",
                  "2: cannot read nowhere.ini: there is no such file\n");
    expect_errors("[jalond]\nholidays = nowhere.csv\n",
                  "2: cannot read nowhere.csv: there is no such file\n");
}

static void what_trusts_this_machine_listens_to_it_alone(void **state)
{
    (void)state;
    static const char *const elsewhere[] = {"0.0.0.0:8420", "[::]:8420",
                                            "127.example.org:1", "192.0.2.1:8420"};

    for (size_t i = 0; i < ARRAY_LEN(elsewhere); i++) {
        struct buf text = {0};
        buf_addf(&text, "[http]\nlisten = %s\nsign_in = off\nuser_header = X-User\n",
                 elsewhere[i]);
        expect_errors(buf_text(&text),
                      "3: without sign-in the page is for this machine alone: listen on "
                      "127.0.0.1\n"
                      "4: a header that names users is believed from this machine alone: "
                      "listen on 127.0.0.1\n");
        buf_done(&text);
    }
    conf_free(load("[http]\nlisten = [::1]:80\nsign_in = off\nuser_header = X-User\n"));
    conf_free(load("[http]\nlisten = 127.0.0.2:80\nsign_in = off\n"));
    conf_free(load("[http]\nlisten =\nsign_in = off\n"));
}

static void a_refused_value_is_not_missed_as_well(void **state)
{
    (void)state;
    expect_errors(
        "[mail]\ntransport = post\nfrom = x\n"
        "[receiver \"a\"]\nemail = nobody\n[route \"r\"]\nreceivers = ,\n",
        "2: transport: this is no way to send mail: write it as smtp://HOST:25, "
        "smtps://HOST or maildir:PATH; user and password have keys of their own\n"
        "3: from: \"x\" is no sender: write it as Jalon <jalon@example.org>\n"
        "5: email: \"nobody\" is no e-mail address\n"
        "7: receivers: the list has an empty place\n");
}

static void the_errors_of_the_rules_are_the_configurations(void **state)
{
    (void)state;
    struct conf *conf = NULL;
    struct buf errors = {0};

    write_file("rules.ini", "\n[surveillance.closes \"x\"]\nmonths = many\n");
    write_file("jalon.conf", "[jalond]\nrules = rules.ini\nsend_at = x\n");
    assert_int_equal(conf_load(&conf, "jalon.conf", LANG_EN, &errors), -1);
    assert_non_null(strstr(buf_text(&errors), "jalon.conf:3: "));
    assert_non_null(strstr(buf_text(&errors), "\nrules.ini:3: "));
    buf_done(&errors);
}

static void receivers_without_a_route_are_warned_of(void **state)
{
    (void)state;
    struct conf *conf = load("\n[receiver \"a\"]\nwebhook = https://x.fr/\n");

    assert_string_equal(conf->warnings,
                        "jalon.conf:2: receivers are defined but no [route] "
                        "names them: nobody would be told\n");
    conf_free(conf);
}

static void a_webhook_that_is_always_refused_is_warned_of(void **state)
{
    (void)state;
    struct conf *conf = load("[receiver \"a\"]\nwebhook = http://127.0.0.1:9/\n"
                             "[route \"a\"]\nreceivers = a\n");

    assert_string_equal(conf->warnings,
                        "jalon.conf:2: the receiver \"a\" will get nothing: without "
                        "https a webhook needs allow_private = yes\n");
    conf_free(conf);
    conf = load("[receiver \"a\"]\nwebhook = http://127.0.0.1:9/\nallow_private = yes\n"
                "[route \"a\"]\nreceivers = a\n");
    assert_null(conf->warnings);
    conf_free(conf);
}

static void secrets_that_others_may_read_are_warned_of(void **state)
{
    (void)state;
    write_file("secret", "s");
    assert_int_equal(chmod("secret", 0644), 0);
    struct conf *conf = load("[mail]\ntransport = smtp://localhost\nfrom = a@b.fr\n"
                             "user = a\npassword_file = secret\n");

    assert_string_equal(conf->warnings, "jalon.conf:5: others may read the secret in "
                                        "secret: run chmod o= secret\n");
    conf_free(conf);
    assert_int_equal(chmod("secret", 0640), 0);
    conf = load("[receiver \"a\"]\nwebhook = https://x.fr/\nsecret_file = secret\n"
                "[route \"a\"]\nreceivers = a\n");
    assert_null(conf->warnings);
    conf_free(conf);
}

static void files_that_cannot_be_read_are_warned_of(void **state)
{
    (void)state;
    write_file("empty", "\n");
    assert_int_equal(chmod("empty", 0600), 0);
    struct conf *conf =
        load("[mail]\ntransport = smtp://localhost\nfrom = a@b.fr\nuser = a\n"
             "password_file = empty\nca_file = none\n"
             "[receiver \"a\"]\nwebhook = https://x.fr/\nsecret_file = .\n"
             "[route \"a\"]\nreceivers = a\n");

    assert_string_equal(conf->warnings,
                        "jalon.conf:5: the first line of empty is empty\n"
                        "jalon.conf:6: cannot read none: there is no such file\n"
                        "jalon.conf:9: cannot read .: it is a directory\n");
    conf_free(conf);
}

static void credentials_are_missed_under_the_service_manager_alone(void **state)
{
    (void)state;
    static const char text[] = "[mail]\ntransport = smtp://localhost\nfrom = a@b.fr\n"
                               "user = a\npassword_file = %d/smtp\n";

    assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
    struct conf *conf = load(text);
    assert_null(conf->warnings);
    conf_free(conf);
    assert_int_equal(setenv("STATE_DIRECTORY", ".", 1), 0);
    conf = load(text);
    assert_string_equal(conf->warnings,
                        "jalon.conf:5: there is no credential smtp: the service manager "
                        "gave none ($CREDENTIALS_DIRECTORY is not set)\n");
    conf_free(conf);
    assert_int_equal(unsetenv("STATE_DIRECTORY"), 0);
}

static void a_list_where_one_name_stands_is_warned_of(void **state)
{
    (void)state;
    struct conf *conf = load("[receiver \"a\"]\nwebhook = https://x.fr/\n"
                             "[route \"a\"]\nreceivers = a\ntag = nord, sud\n");

    assert_string_equal(conf->warnings,
                        "jalon.conf:5: \"nord, sud\" is one name here, commas included: "
                        "write a route for each\n");
    conf_free(conf);
}

static void errors_speak_the_language_asked_for(void **state)
{
    (void)state;
    struct conf *conf = NULL;
    struct buf errors = {0};

    write_file("jalon.conf", "[jalond]\nsendat = 1\nsend_at = x\n");
    assert_int_equal(conf_load(&conf, "jalon.conf", LANG_FR, &errors), -1);
    assert_string_equal(buf_text(&errors),
                        "jalon.conf:2: clé inconnue «\u00a0sendat\u00a0»\u00a0; "
                        "vouliez-vous dire «\u00a0send_at\u00a0»\u00a0?\n"
                        "jalon.conf:3: send_at\u00a0: «\u00a0x\u00a0» n’est pas une "
                        "heure\u00a0: écrivez 08:00\n");
    buf_done(&errors);
}

static void a_file_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    struct conf *conf = NULL;
    struct buf errors = {0};

    assert_int_equal(conf_load(&conf, "nowhere.conf", LANG_EN, &errors), -1);
    assert_string_equal(buf_text(&errors),
                        "cannot read nowhere.conf: there is no such file\n");
    assert_null(conf);
    buf_done(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_file_gives_the_defaults),
        cmocka_unit_test(no_file_gives_the_defaults),
        cmocka_unit_test(systemd_says_where_the_files_go),
        cmocka_unit_test(every_milestone_kind_has_a_ladder),
        cmocka_unit_test(the_host_of_the_public_address_names_the_events),
        cmocka_unit_test(receivers_keep_what_is_said_of_them),
        cmocka_unit_test(certifiers_and_ladders_are_kept),
        cmocka_unit_test(an_audits_ladder_keeps_the_steps_of_the_booked_day),
        cmocka_unit_test(routes_are_kept_in_their_order),
        cmocka_unit_test(what_is_unknown_is_named_with_what_is_near),
        cmocka_unit_test(names_with_a_meaning_of_their_own_are_refused),
        cmocka_unit_test(a_key_or_a_named_section_stands_once_in_a_file),
        cmocka_unit_test(a_later_file_overrides_an_earlier_one),
        cmocka_unit_test(what_is_needed_together_is_asked_for),
        cmocka_unit_test(what_trusts_this_machine_listens_to_it_alone),
        cmocka_unit_test(a_refused_value_is_not_missed_as_well),
        cmocka_unit_test(the_errors_of_the_rules_are_the_configurations),
        cmocka_unit_test(receivers_without_a_route_are_warned_of),
        cmocka_unit_test(a_webhook_that_is_always_refused_is_warned_of),
        cmocka_unit_test(secrets_that_others_may_read_are_warned_of),
        cmocka_unit_test(files_that_cannot_be_read_are_warned_of),
        cmocka_unit_test(credentials_are_missed_under_the_service_manager_alone),
        cmocka_unit_test(a_list_where_one_name_stands_is_warned_of),
        cmocka_unit_test(errors_speak_the_language_asked_for),
        cmocka_unit_test(a_file_that_is_not_there_is_an_error),
    };

    return cmocka_run_group_tests_name("conf/load", tests, enter_folder, leave_folder);
}

/* /channels: the receivers, whether they can be reached, and whether the ledger holds. */
#include <stdlib.h>

#include "channel_tests.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/store/ledger.h"
#include "layout.h"
#include "ledger_check.h"
#include "moment.h"
#include "pages.h"
#include "said.h"
#include "words.h"

/* -- receivers that fail --------------------------------------------------------- */

struct failing {
    const char *receiver; /* looked for; NULL: those that the configuration lacks */
    struct visit *visit;
    bool found;
};

static int add_failing(void *context, const char *receiver, struct instant since,
                       const char *answer, struct err *err)
{
    struct failing *failing = context;
    struct visit *visit = failing->visit;

    (void)err;
    if (!text_equal(receiver, failing->receiver))
        return 0;
    failing->found = true;
    html(visit->out, "<span class=\"bad\">{}</span> {} ",
         tr(visit->lang, "does not work"), tr(visit->lang, "since"));
    moment_instant(visit, since);
    html(visit->out, "<br><span class=\"soft\">{}</span>", answer);
    return 0;
}

static int add_health(struct visit *visit, const char *receiver, struct err *err)
{
    struct failing failing = {.receiver = receiver, .visit = visit};

    if (store_receivers_failing(visit->parts->store, add_failing, &failing, err) != 0)
        return -1;
    if (!failing.found)
        html(visit->out, "<span class=\"good\">{}</span>", tr(visit->lang, "works"));
    return 0;
}

/* -- the table ------------------------------------------------------------------- */

static void add_test(struct visit *visit, const char *receiver)
{
    const struct channel_test *test = channel_tests_of(visit->web->tests, receiver);

    if (!test)
        return;
    html(visit->out,
         test->ok ? "<p><span class=\"good\">{}</span> "
                  : "<p><span class=\"bad\">{}</span> ",
         tr(visit->lang, test->ok ? N_("test passed") : N_("test failed")));
    moment_instant(visit, test->at);
    html(visit->out, "<br><span class=\"soft\">{}</span></p>\n", test->answer);
}

static void add_test_button(struct visit *visit, const char *receiver)
{
    if (!visit_may(visit, ROLE_ADMIN))
        return;
    layout_form(visit, "/channels");
    html(visit->out,
         "<button name=\"test\" value=\"{}\">{} <span "
         "class=\"unseen\">{}</span></button>\n"
         "</form>\n",
         receiver, tr(visit->lang, "Send a test"), receiver);
}

static int add_channel(struct visit *visit, const struct receiver *receiver,
                       struct err *err)
{
    html(visit->out,
         "<tr><th scope=\"row\">{}</th><td>{}<br><span class=\"soft\">{}</span>"
         "</td><td>",
         receiver->name,
         words_channel(conf_channel(visit->parts->conf, receiver->name), visit->lang),
         receiver->email);
    if (add_health(visit, receiver->name, err) != 0)
        return -1;
    buf_add(visit->out, "</td><td>");
    add_test(visit, receiver->name);
    add_test_button(visit, receiver->name);
    buf_add(visit->out, "</td></tr>\n");
    return 0;
}

static int add_channels(struct visit *visit, struct err *err)
{
    static const char *const columns[] = {N_("Receiver"), N_("Reached by"),
                                          N_("How it is"), N_("Test")};
    const struct conf *conf = visit->parts->conf;

    layout_table(visit, N_("The receivers of the configuration"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    for (size_t i = 0; i < conf->receiver_count; i++)
        if (add_channel(visit, &conf->receivers[i], err) != 0)
            return -1;
    layout_table_end(visit);
    if (conf->receiver_count == 0)
        html(visit->out, "<p class=\"note\">{}</p>\n",
             tr(visit->lang, "The configuration names no receiver: nobody is told."));
    return 0;
}

/* -- contacts, who are no receivers of the configuration ------------------------- */

static int add_contact(void *context, const char *receiver, struct instant since,
                       const char *answer, struct err *err)
{
    struct failing *failing = context;
    struct visit *visit = failing->visit;

    (void)err;
    if (conf_receiver(visit->parts->conf, receiver))
        return 0;
    if (!failing->found)
        html(visit->out, "<h2>{}</h2>\n<ul>\n",
             tr(visit->lang, "Contacts who cannot be reached"));
    failing->found = true;
    html(visit->out, "<li><strong>{}</strong>, {} ", route_receiver_name(receiver),
         tr(visit->lang, "since"));
    moment_instant(visit, since);
    html(visit->out, " <span class=\"soft\">{}</span></li>\n", answer);
    return 0;
}

static int add_contacts(struct visit *visit, struct err *err)
{
    struct failing failing = {.visit = visit};
    int rc = store_receivers_failing(visit->parts->store, add_contact, &failing, err);

    if (failing.found)
        buf_add(visit->out, "</ul>\n");
    return rc;
}

/* -- the outside watchdog -------------------------------------------------------- */

/* Jalon can say that a channel fails, but not that Jalon is gone. */
static void add_watchdog(struct visit *visit)
{
    const char *trouble = courier_ping_trouble(visit->parts->courier);

    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "The outside watchdog"));
    if (!visit->parts->conf->ping)
        html(visit->out, "<p class=\"note\">{}</p>\n",
             tr(visit->lang,
                "None is configured: if Jalon or its machine stops, nobody is warned. "
                "Have the address of a watchdog service put into [watchdog], ping."));
    else if (trouble)
        html(
            visit->out,
            "<p><span class=\"bad\">{}</span><br><span class=\"soft\">{}</span></p>\n",
            tr(visit->lang, "It does not answer: if Jalon stopped, nobody would notice."),
            trouble);
    else
        html(visit->out, "<p>{}</p>\n",
             tr(visit->lang, "Jalon calls it each hour while all is well; if a call does "
                             "not come, it warns those whom it knows."));
}

/* -- the ledger ------------------------------------------------------------------ */

/* What the last check found, and when that was. */
static void add_verdict(struct visit *visit)
{
    const struct ledger_verdict *verdict = &visit->web->ledger;
    bool holds = verdict->err.code == ERR_NONE;
    char number[HTML_NUMBER_SIZE];

    if (verdict->at.s == 0)
        return;
    buf_add(visit->out, holds ? "<p class=\"note\">" : "<p class=\"note alarm\">");
    moment_instant(visit, verdict->at);
    buf_add(visit->out, " · ");
    if (holds)
        html(visit->out, "{} <strong>{}</strong></p>\n",
             tr(visit->lang, "The ledger holds. Entries checked:"),
             html_number(number, verdict->entries));
    else if (verdict->broken)
        html(visit->out, "{} <strong>{}</strong> ({})</p>\n",
             tr(visit->lang, "The ledger does not hold. The first broken entry:"),
             html_number(number, verdict->broken), verdict->err.text);
    else
        html(visit->out, "{} {}</p>\n", tr(visit->lang, "The ledger could not be read:"),
             verdict->err.text);
}

static void add_ledger(struct visit *visit)
{
    html(visit->out, "<h2 id=\"ledger\">{}</h2>\n<p>{}</p>\n",
         tr(visit->lang, "The ledger"),
         tr(visit->lang,
            "Each notice and what became of it is chained to the one before: "
            "nothing can be changed or left out unseen."));
    add_verdict(visit);
    if (!visit_may(visit, ROLE_EDIT))
        return;
    layout_form(visit, "/ledger");
    html(visit->out, "<p><button type=\"submit\">{}</button></p>\n</form>\n",
         tr(visit->lang, "Check the whole ledger"));
}

int page_do_ledger(struct visit *visit, struct err *err)
{
    return ledger_check_start(visit, "/channels#ledger", err);
}

int page_channels(struct visit *visit, struct err *err)
{
    layout_begin(visit, 200, tr(visit->lang, "Channels"));
    if (add_channels(visit, err) != 0 || add_contacts(visit, err) != 0)
        return -1;
    add_watchdog(visit);
    add_ledger(visit);
    layout_end(visit);
    return 0;
}

/* -- a test ---------------------------------------------------------------------- */

struct testing {
    struct web *web;
    void *ticket;
    char *receiver;
    struct instant at;
};

static void on_answer(void *context, bool ok, const char *answer)
{
    struct testing *testing = context;
    struct web *web = testing->web;
    struct web_response response = {.status = 303};

    if (!web->closed)
        channel_tests_note(web->tests, testing->receiver, testing->at, ok, answer);
    web_response_header(&response, "Location", "/channels?said=tested");
    web->parts.resume(testing->ticket, &response);
    free(testing->receiver);
    free(testing);
    web_work_ended(web);
}

static void start_test(struct visit *visit, const struct receiver *receiver)
{
    struct testing *testing = mem_new(sizeof(*testing));
    struct buf id = {0};
    struct buf payload = {0};

    engine_test(&payload, &id, visit->parts->engine, receiver,
                N_("This message was asked for on the page of channels.\n"
                   "If you can read it, reminders will reach you, too."),
                visit->now);
    *testing = (struct testing){
        .web = visit->web,
        .ticket = visit_wait(visit),
        .receiver = mem_strdup(receiver->name),
        .at = visit->now,
    };
    visit->web->working++;
    courier_test(visit->parts->courier, receiver, buf_text(&id), buf_text(&payload),
                 payload.length, on_answer, testing);
    buf_done(&id);
    buf_done(&payload);
}

int page_do_channels(struct visit *visit, struct err *err)
{
    const char *name;

    if (visit_need(&name, visit, "test", err) != 0)
        return -1;
    const struct receiver *receiver = conf_receiver(visit->parts->conf, name);
    if (!receiver)
        return err_set(err, ERR_NOT_FOUND, "there is no receiver %s", name);
    start_test(visit, receiver);
    return 0;
}

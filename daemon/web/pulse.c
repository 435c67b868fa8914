#include "pulse.h"

#include "jalon/store/ledger.h"
#include "moment.h"

static void add_last_run(struct visit *visit)
{
    struct instant last = engine_last_tick(visit->parts->engine);

    if (last.s == 0) {
        html(visit->out, "{} ", tr(visit->lang, "Jalon has just started."));
        return;
    }
    html(visit->out, "{} ", tr(visit->lang, "Jalon last looked at everything:"));
    moment_instant(visit, last);
    buf_add(visit->out, ". ");
}

static void add_sent(struct visit *visit)
{
    const struct instant midnight = zone_instant(visit->web->zone, visit->today, 0);
    unsigned long sent =
        (unsigned long)store_notices_sent_since(visit->parts->store, midnight);
    struct buf text = {0};

    buf_addf(
        &text,
        tr_count(visit->lang, "%lu notice sent today.", "%lu notices sent today.", sent),
        sent);
    html(visit->out, "{} ", buf_text(&text));
    buf_done(&text);
}

static void add_channels(struct visit *visit)
{
    struct err ignored = {0};
    int64_t count;
    struct buf text = {0};

    if (store_failing_count(&count, visit->parts->store, &ignored) != 0)
        return;
    unsigned long failing = (unsigned long)count;
    if (failing == 0) {
        html(visit->out, "<span class=\"good\">{}</span>",
             tr(visit->lang, "All channels work."));
        return;
    }
    buf_addf(&text,
             tr_count(visit->lang, "%lu channel does not work.",
                      "%lu channels do not work.", failing),
             failing);
    html(visit->out, "<a class=\"bad\" href=\"/channels\">{}</a>", buf_text(&text));
    buf_done(&text);
}

void pulse_add(struct visit *visit)
{
    buf_add(visit->out, "<p class=\"pulse\">");
    add_last_run(visit);
    add_sent(visit);
    add_channels(visit);
    buf_add(visit->out, "</p>\n");
}

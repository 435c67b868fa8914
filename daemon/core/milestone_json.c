#include "jalon/core/milestone_json.h"

#include "jalon/core/document.h"
#include "jalon/core/explain.h"

static void add_key(struct buf *out, const char *key)
{
    buf_add(out, ",\"");
    buf_add(out, key);
    buf_add(out, "\":");
}

static void add_text(struct buf *out, const char *key, const char *text)
{
    add_key(out, key);
    document_add_string(out, text);
}

static void add_date(struct buf *out, const char *key, struct date date)
{
    char text[DATE_TEXT_SIZE];

    add_key(out, key);
    if (date_is_set(date))
        document_add_string(out, date_format(text, date));
    else
        buf_add(out, "null");
}

/* Adds WHY, which is taken, and the end of the object. */
static void add_why(struct buf *out, struct buf *why)
{
    add_text(out, "why", buf_text(why));
    buf_add_char(out, '}');
    buf_done(why);
}

void milestone_format_json(struct buf *out, const char *organization,
                           const struct milestone *milestone, enum lang lang)
{
    struct buf why = {0};

    buf_add(out, "{\"type\":\"milestone\"");
    add_text(out, "organization", organization);
    add_text(out, "id", milestone->id);
    add_text(out, "kind", milestone_kind_name(milestone->kind));
    add_date(out, "opens", milestone->opens);
    add_date(out, "safe", milestone->safe);
    add_date(out, "due", milestone->due);
    add_date(out, "booked", milestone->booked);
    add_date(out, "done", milestone->done);
    add_text(out, "state", milestone_state_name(milestone->state));
    add_text(out, "force", force_name(milestone->force));
    add_text(out, "source", milestone->source);
    add_key(out, "confirm");
    buf_add(out, milestone->confirm ? "true" : "false");
    explain_why(&why, milestone, lang);
    add_why(out, &why);
}

void alert_format_json(struct buf *out, const char *organization,
                       const struct alert *alert, enum lang lang)
{
    struct buf why = {0};

    buf_add(out, "{\"type\":\"alert\"");
    add_text(out, "organization", organization);
    add_text(out, "kind", alert_kind_name(alert->kind));
    buf_add(out, ",\"about\":[");
    for (size_t i = 0; i < alert->about_count; i++) {
        buf_add(out, i ? "," : "");
        document_add_string(out, alert->about[i]);
    }
    buf_add_char(out, ']');
    explain_alert(&why, alert, lang);
    add_why(out, &why);
}

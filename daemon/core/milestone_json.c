/* Written key by key into the buf: `jalon plan` writes tens of thousands of them, and to
 * build a tree of JSON for each would be most of its work. */

#include "jalon/core/milestone_json.h"

#include "jalon/core/document.h"
#include "jalon/core/explain.h"

/* What stands before the value of a key that is not the first. */
#define KEY(name) ",\"" name "\":"

static void add_text(struct buf *out, const char *key, const char *text)
{
    buf_add(out, key);
    document_add_string(out, text);
}

/* Adds NAME, which is one of the program's own and needs no escapes. */
static void add_name(struct buf *out, const char *key, const char *name)
{
    buf_add(out, key);
    buf_add_char(out, '"');
    buf_add(out, name);
    buf_add_char(out, '"');
}

static void add_date(struct buf *out, const char *key, struct date date)
{
    char text[DATE_TEXT_SIZE];

    if (date_is_set(date)) {
        add_name(out, key, date_format(text, date));
        return;
    }
    buf_add(out, key);
    buf_add(out, "null");
}

/* Adds WHY, which is taken, and the end of the object. */
static void add_why(struct buf *out, struct buf *why)
{
    add_text(out, KEY("why"), buf_text(why));
    buf_add_char(out, '}');
    buf_done(why);
}

void milestone_format_json(struct buf *out, const char *organization,
                           const struct milestone *milestone, enum lang lang)
{
    struct buf why = {0};

    buf_add(out, "{\"type\":\"milestone\"");
    add_text(out, KEY("organization"), organization);
    add_text(out, KEY("id"), milestone->id);
    add_name(out, KEY("kind"), milestone_kind_name(milestone->kind));
    add_date(out, KEY("opens"), milestone->opens);
    add_date(out, KEY("safe"), milestone->safe);
    add_date(out, KEY("due"), milestone->due);
    add_date(out, KEY("booked"), milestone->booked);
    add_date(out, KEY("done"), milestone->done);
    add_name(out, KEY("state"), milestone_state_name(milestone->state));
    add_name(out, KEY("force"), force_name(milestone->force));
    add_text(out, KEY("source"), milestone->source);
    buf_add(out, milestone->confirm ? KEY("confirm") "true" : KEY("confirm") "false");
    explain_why(&why, milestone, lang);
    add_why(out, &why);
}

void alert_format_json(struct buf *out, const char *organization,
                       const struct alert *alert, enum lang lang)
{
    struct buf why = {0};

    buf_add(out, "{\"type\":\"alert\"");
    add_text(out, KEY("organization"), organization);
    add_name(out, KEY("kind"), alert_kind_name(alert->kind));
    buf_add(out, KEY("about") "[");
    for (size_t i = 0; i < alert->about_count; i++) {
        buf_add(out, i ? "," : "");
        document_add_string(out, alert->about[i]);
    }
    buf_add_char(out, ']');
    explain_alert(&why, alert, lang);
    add_why(out, &why);
}

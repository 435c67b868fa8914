#include "moment.h"

#include "jalon/core/explain.h"

void moment_date(struct visit *visit, struct date date)
{
    char machine[DATE_TEXT_SIZE];
    struct buf text = {0};

    if (!date_is_set(date))
        return;
    explain_date(&text, date, visit->lang);
    html(visit->out, "<time datetime=\"{}\">{}</time>", date_format(machine, date),
         buf_text(&text));
    buf_done(&text);
}

void moment_instant(struct visit *visit, struct instant instant)
{
    const struct zone *zone = visit->web->zone;
    int minute = zone_minute(zone, instant);
    char machine[INSTANT_TEXT_SIZE];
    struct buf text = {0};

    explain_date(&text, zone_date(zone, instant), visit->lang);
    buf_addf(&text, " %02d:%02d", minute / 60, minute % 60);
    html(visit->out, "<time datetime=\"{}\">{}</time>",
         zone_format(machine, zone, instant), buf_text(&text));
    buf_done(&text);
}

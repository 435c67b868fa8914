/* /api/v1/routes/test: who would be told, by which route. */
#include <string.h>

#include "fields.h"
#include "handlers.h"
#include "jalon/base/text.h"
#include "jalon/core/route.h"
#include "plans.h"
#include "request.h"

#define REPEAT      "every+"
#define REPEATS_MAX 1000

/* The step that NAME stands for, as it is written or, "every+2", as the ledger calls a
 * repeat of LADDER's. */
static int read_step(struct step *out, const struct ladder *ladder, const char *name,
                     struct err *err)
{
    int64_t nth;

    if (!text_starts(name, REPEAT) ||
        text_number(&nth, name + strlen(REPEAT), 1, REPEATS_MAX) != 0)
        return step_parse(out, name, err);
    for (size_t i = 0; i < ladder->count; i++) {
        if (ladder->steps[i].base != STEP_EVERY)
            continue;
        *out = ladder->steps[i];
        out->days *= (int)nth;
        return 0;
    }
    return err_set(err, ERR_INVALID,
                   "step: the ladder of this milestone repeats nothing");
}

/* The day that the step called NAME stands for, TODAY for none. */
static int step_day(struct date *out, const struct milestone *milestone,
                    const struct ladder *ladder, const char *name, struct date today,
                    struct err *err)
{
    struct step step;

    *out = today;
    if (!name)
        return 0;
    if (read_step(&step, ladder, name, err) != 0)
        return -1;
    const struct date bases[] = {
        [STEP_OPENS] = milestone->opens,
        [STEP_DUE] = milestone->due,
        [STEP_BOOKED] = milestone->booked,
        [STEP_EVERY] = milestone->due,
    };
    if (!date_is_set(bases[step.base]))
        return err_set(err, ERR_INVALID, "step: this milestone has no day for %s", name);
    *out = date_add_days(bases[step.base], step.days);
    return 0;
}

static void add_told(struct buf *out, const struct conf *conf, const struct told *told,
                     const char *step)
{
    bool escalated = told->escalation.name[0] != '\0';

    field_comma(out);
    buf_add_char(out, '{');
    field_text(out, "receiver", told->receiver);
    field_text(out, "channel", conf_channel(conf, told->receiver));
    field_text(out, "route", told->route->name);
    field_text(out, "step", escalated ? told->escalation.name : step);
    buf_add_char(out, '}');
}

static int add_all(struct buf *out, const struct plans *plans,
                   const struct milestone *milestone, const char *step, struct err *err)
{
    const struct conf *conf = plans->parts->conf;
    const struct policy policy = conf_policy(conf);
    const struct workplace workplace = {conf->holidays,
                                        organization_zone(&plans->organization)};
    struct date today =
        engine_today(plans->parts->engine, &plans->organization, plans->now);
    struct told_list list;
    struct date day;

    if (step_day(&day, milestone, &policy.ladders[milestone->kind], step, today, err) !=
        0)
        return -1;
    route_resolve(&list, &policy, &plans->organization, milestone, &workplace, day);
    for (size_t i = 0; i < list.count; i++)
        if (!date_is_set(list.items[i].from) || date_cmp(list.items[i].from, day) <= 0)
            add_told(out, conf, &list.items[i], step);
    told_list_done(&list);
    return 0;
}

int routing_test(struct request *request, struct response *out, struct err *err)
{
    const char *id = request_query(request, "organization");
    const char *wanted = request_query(request, "milestone");
    struct plans plans;
    int rc = -1;

    if (!id || !wanted)
        return err_set(err, ERR_INVALID, "organization and milestone are asked for");
    plans_init(&plans, &request->publish->parts, request->now);
    if (plans_get(&plans, id, err) != 0)
        goto out;
    const struct milestone *milestone = plan_find(&plans.plan, wanted);
    if (!milestone) {
        (void)err_set(err, ERR_NOT_FOUND, "there is no milestone %s", wanted);
        goto out;
    }
    response_json(out, MHD_HTTP_OK);
    buf_add(&out->body, "{\"items\":[");
    rc = add_all(&out->body, &plans, milestone, request_query(request, "step"), err);
    buf_add(&out->body, "]}\n");

out:
    plans_done(&plans);
    return rc;
}

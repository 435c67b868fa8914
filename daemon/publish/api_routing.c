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
 * repeat of LADDER's, which is then its *NTH. */
static int read_step(struct step *out, int *nth, const struct ladder *ladder,
                     const char *name, struct err *err)
{
    int64_t number;

    *nth = 1;
    if (!text_starts(name, REPEAT) ||
        text_number(&number, name + strlen(REPEAT), 1, REPEATS_MAX) != 0)
        return step_parse(out, name, err);
    for (size_t i = 0; i < ladder->count; i++) {
        if (ladder->steps[i].base != STEP_EVERY)
            continue;
        *out = ladder->steps[i];
        *nth = (int)number;
        return 0;
    }
    return err_set(err, ERR_INVALID,
                   "step: the ladder of this milestone repeats nothing");
}

/* Who is asked for: those told of a step on the day it is sent, or of any today. */
struct question {
    const char *step; /* as it was asked for; NULL: none */
    struct due_step laid;
    struct date day;
};

static int lay_step(struct question *question, const struct milestone *milestone,
                    const struct ladder *ladder, const struct workplace *workplace,
                    struct err *err)
{
    struct step step;
    int nth;

    if (read_step(&step, &nth, ladder, question->step, err) != 0)
        return -1;
    if (!step_lay(&question->laid, step, nth, milestone, workplace))
        return err_set(err, ERR_INVALID, "step: this milestone has no day for %s",
                       question->step);
    question->day = question->laid.sends;
    return 0;
}

/* Who joins by an escalation is told of its own step, and then of those that follow. */
static const char *step_told(const struct question *question, const struct told *told)
{
    bool joins = told->escalation.name[0] &&
                 !(question->step && told_hears(told, &question->laid));

    return joins ? told->escalation.name : question->step;
}

static void add_told(struct buf *out, const struct conf *conf,
                     const struct question *question, const struct told *told)
{
    field_comma(out);
    buf_add_char(out, '{');
    field_text(out, "receiver", told->receiver);
    field_text(out, "channel", conf_channel(conf, told->receiver));
    field_text(out, "route", told->route->name);
    field_text(out, "step", step_told(question, told));
    buf_add_char(out, '}');
}

static int add_all(struct buf *out, const struct plans *plans,
                   const struct milestone *milestone, const char *step, struct err *err)
{
    const struct conf *conf = plans->parts->conf;
    const struct policy policy = conf_policy(conf);
    const struct workplace workplace = {conf->holidays,
                                        organization_zone(&plans->organization)};
    struct question question = {
        .step = step,
        .day = engine_today(plans->parts->engine, &plans->organization, plans->now),
    };
    struct told_list list;

    if (step && lay_step(&question, milestone, &policy.ladders[milestone->kind],
                         &workplace, err) != 0)
        return -1;
    route_resolve(&list, &policy, &plans->organization, milestone, &workplace,
                  question.day);
    for (size_t i = 0; i < list.count; i++)
        add_told(out, conf, &question, &list.items[i]);
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

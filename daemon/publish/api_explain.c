/* /api/v1/organizations/ID/explain: why these dates. */
#include "fields.h"
#include "handlers.h"
#include "jalon/core/audit_days.h"
#include "jalon/core/document.h"
#include "jalon/core/explain.h"
#include "jalon/core/milestone_json.h"
#include "plans.h"
#include "request.h"
#include "rule_json.h"

/* The rules that the dates of each kind may rest on. */
static const struct {
    enum milestone_kind kind;
    enum rule_id rule;
} rules_of[] = {
    {MILESTONE_PREPARATION_ASSESSMENT,  RULE_PREPARATION_ASSESSMENT },
    {MILESTONE_PREPARATION_CERTIFIER,   RULE_PREPARATION_CERTIFIER  },
    {MILESTONE_PREPARATION_APPLICATION, RULE_PREPARATION_APPLICATION},
    {MILESTONE_INITIAL_AUDIT,           RULE_INITIAL_AUDIT          },
    {MILESTONE_SURVEILLANCE_TARGET,     RULE_SURVEILLANCE_TARGET    },
    {MILESTONE_SURVEILLANCE_WINDOW,     RULE_SURVEILLANCE_OPENS     },
    {MILESTONE_SURVEILLANCE_WINDOW,     RULE_SURVEILLANCE_CLOSES    },
    {MILESTONE_SURVEILLANCE_WINDOW,     RULE_SURVEILLANCE_SAFE      },
    {MILESTONE_RENEWAL_TENDER,          RULE_CERTIFICATE_END        },
    {MILESTONE_RENEWAL_TENDER,          RULE_RENEWAL_TENDER         },
    {MILESTONE_RENEWAL_AUDIT,           RULE_CERTIFICATE_END        },
    {MILESTONE_RENEWAL_AUDIT,           RULE_RENEWAL_AUDIT_OPENS    },
    {MILESTONE_RENEWAL_AUDIT,           RULE_RENEWAL_AUDIT          },
    {MILESTONE_CERTIFICATE_EXPIRY,      RULE_CERTIFICATE_END        },
    {MILESTONE_CERTIFICATE_EXPIRY,      RULE_EXPIRY_OPENS           },
    {MILESTONE_CERTIFICATE_EXPIRY,      RULE_EXPIRY                 },
    {MILESTONE_NC_PLAN,                 RULE_NC_PLAN                },
    {MILESTONE_NC_FIX,                  RULE_NC_MINOR_FIX           },
    {MILESTONE_NC_FIX,                  RULE_NC_MAJOR_FIX           },
    {MILESTONE_NC_VERIFY,               RULE_NC_MAJOR_FIX           },
    {MILESTONE_NC_VERIFY,               RULE_NC_MAJOR_VERIFY        },
    {MILESTONE_SUSPENSION_END,          RULE_SUSPENSION_END         },
    {MILESTONE_REAPPLY_ALLOWED,         RULE_REAPPLY                },
    {MILESTONE_BPF,                     RULE_BPF                    },
    {MILESTONE_CFA_ACCOUNTS,            RULE_CFA_ACCOUNTS           },
    {MILESTONE_OBLIGATION,              RULE_OBLIGATION             },
};

#define RULES_OF_COUNT (sizeof(rules_of) / sizeof(rules_of[0]))

static bool used(const struct reckoning *reckoning, const struct rule_row *row)
{
    return date_is_set(reckoning->from) && reckoning->months == row->months;
}

/* Whether ROW had a part in MILESTONE's dates: its months stand in the arithmetic, or the
 * certifier's in their place.  A certificate whose end is printed has none of
 * RULE_CERTIFICATE_END, a major none of the minors'. */
static bool applies(const struct milestone *milestone, enum rule_id id,
                    const struct rule_row *row)
{
    return row->months == 0 || (id == RULE_RENEWAL_AUDIT && milestone->of_certifier) ||
           used(&milestone->end, row) || used(&milestone->to_opens, row) ||
           used(&milestone->to_due, row) || used(&milestone->to_due_chained, row);
}

static void add_rule(struct buf *out, const struct milestone *milestone,
                     const struct rules *rules, enum rule_id id)
{
    bool of_start = id == RULE_CERTIFICATE_END && date_is_set(milestone->end.from);
    const struct rule_row *row =
        rules_row(rules, id, of_start ? milestone->end.from : milestone->anchor_day);

    if (!applies(milestone, id, row))
        return;
    field_comma(out);
    rule_json_row(out, id, row);
}

static void add_rules(struct buf *out, const struct milestone *milestone,
                      const struct rules *rules)
{
    for (size_t i = 0; i < RULES_OF_COUNT; i++)
        if (rules_of[i].kind == milestone->kind)
            add_rule(out, milestone, rules, rules_of[i].rule);
}

static void add_step(struct buf *out, const struct buf *step)
{
    field_comma(out);
    document_add_string(out, buf_text(step));
}

/* An estimate is no arithmetic of a date, but what else is known of this one. */
static void add_estimate(struct buf *out, const struct plans *plans,
                         const struct milestone *milestone, enum lang lang)
{
    struct audit_estimate estimate;
    struct buf step = {0};

    if (!audit_days_matter(milestone) ||
        !audit_days_estimate(&estimate, plans->parts->conf->rules, &plans->organization,
                             milestone))
        return;
    audit_days_describe(&step, &estimate, lang);
    buf_addf(&step, "; %s", estimate.row->source);
    add_step(out, &step);
    buf_done(&step);
}

static void add_steps(struct buf *out, const struct milestone *milestone, enum lang lang)
{
    struct buf step = {0};

    for (size_t i = 0; i < explain_step_count(milestone); i++) {
        buf_clear(&step);
        explain_step(&step, milestone, i, lang);
        add_step(out, &step);
    }
    buf_done(&step);
}

static void add_explanation(struct buf *out, const struct plans *plans,
                            const struct milestone *milestone, enum lang lang)
{
    field_comma(out);
    buf_add(out, "{\"milestone\":");
    milestone_format_json(out, plans->organization.id, milestone, lang);
    buf_add(out, ",\"steps\":[");
    add_steps(out, milestone, lang);
    add_estimate(out, plans, milestone, lang);
    buf_add(out, "],\"rules\":[");
    add_rules(out, milestone, plans->parts->conf->rules);
    buf_add(out, "]}");
}

int explain_get(struct request *request, struct response *out, struct err *err)
{
    const char *wanted = request_query(request, "milestone");
    struct plans plans;
    int rc = -1;

    plans_init(&plans, &request->publish->parts, request->now);
    if (plans_get(&plans, request->match.parts[0], err) != 0)
        goto out;
    const struct milestone *one = wanted ? plan_find(&plans.plan, wanted) : NULL;
    if (wanted && !one) {
        (void)err_set(err, ERR_NOT_FOUND, "there is no milestone %s", wanted);
        goto out;
    }
    response_json(out, MHD_HTTP_OK);
    buf_add(&out->body, "{\"items\":[");
    for (size_t i = 0; i < plans.plan.milestone_count; i++)
        if (!one || one == &plans.plan.milestones[i])
            add_explanation(&out->body, &plans, &plans.plan.milestones[i], request->lang);
    buf_add(&out->body, "]}\n");
    rc = 0;

out:
    plans_done(&plans);
    return rc;
}

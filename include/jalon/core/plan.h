/*
 * plan.h - from an organization's facts to its milestones and alerts.
 *
 * Layer: core.  Pure: what is computed depends on nothing but the document, the rules,
 * the certifiers' settings and today.  Facts dated after today are not known yet, so that
 * any day of the past can be planned as it looked then.
 *
 * A plan is cheap and is made anew wherever one is looked at: nothing has to be kept in
 * step with it.
 */
#ifndef JALON_CORE_PLAN_H
#define JALON_CORE_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/core/date.h"
#include "jalon/core/organization.h"
#include "jalon/core/rules.h"

/* What a milestone is: the contract has a table of when each is due and what does it.
 * Feeds, ladders and the ledger know them by name (milestone_kind_name()).  The numbers
 * are in the hashes of calendar events (feed/event.c) alone: where one changes, those
 * events are sent to the subscribers anew. */
enum milestone_kind {
    /* Backwards from the date by which a client wants to be certified. */
    MILESTONE_PREPARATION_ASSESSMENT,
    MILESTONE_PREPARATION_CERTIFIER,
    MILESTONE_PREPARATION_APPLICATION,
    MILESTONE_INITIAL_AUDIT,
    /* From one certificate to the next. */
    MILESTONE_SURVEILLANCE_TARGET,
    MILESTONE_SURVEILLANCE_WINDOW,
    MILESTONE_RENEWAL_TENDER,
    MILESTONE_RENEWAL_AUDIT,
    MILESTONE_CERTIFICATE_EXPIRY,
    /* From the notification of a non-conformity. */
    MILESTONE_NC_PLAN,
    MILESTONE_NC_FIX,
    MILESTONE_NC_VERIFY,
    /* After a decision against the client. */
    MILESTONE_SUSPENSION_END,
    MILESTONE_REAPPLY_ALLOWED,
    /* Every year, and whenever the client itself has said. */
    MILESTONE_BPF,
    MILESTONE_CFA_ACCOUNTS,
    MILESTONE_OBLIGATION,
    MILESTONE_KIND_COUNT,
};

/* How a milestone stands; the first that fits. */
enum milestone_state {
    STATE_DONE,     /* a fact has settled it, be it late */
    STATE_MOOT,     /* overtaken: withdrawn, refused, abandoned, or a later cycle */
    STATE_MISSED,   /* today is after due */
    STATE_PASSED,   /* the same where the date was only advice */
    STATE_BOOKED,   /* an audit day lies ahead and in the window */
    STATE_OPEN,     /* it can be settled now */
    STATE_UPCOMING, /* not before opens */
    STATE_COUNT,
};

/* What stands behind a date: who misses one by law loses more than a good plan. */
enum force {
    FORCE_LAW,      /* a text that was read */
    FORCE_LIKELY,   /* professional sources agree, the text was not found */
    FORCE_CONTRACT, /* between the client and its certifier */
    FORCE_ADVICE,   /* the trade's habit, so that the others can be kept */
    FORCE_CUSTOM,   /* the client's own obligation */
    FORCE_COUNT,
};

/* What the arithmetic starts from, for the words of the explanation.  Whoever doubts a
 * date finds here which day of which paper to look at. */
enum anchor {
    ANCHOR_TARGET,      /* the date by which the client wants to be certified */
    ANCHOR_START,       /* the start printed on the certificate */
    ANCHOR_END_PRINTED, /* the end printed on the certificate */
    ANCHOR_END_RULE,    /* the end of the certificate, by rule */
    ANCHOR_NOTIFIED,    /* the day a non-conformity was notified */
    ANCHOR_REQUALIFIED, /* the day it became a major */
    ANCHOR_SUSPENDED,   /* the day of the suspension */
    ANCHOR_REFUSED,     /* the day of the refusal */
    ANCHOR_WITHDRAWN,   /* the day of the withdrawal */
    ANCHOR_YEAR,        /* a year's row of the rules */
    ANCHOR_RECURRENCE,  /* a date of an obligation's rule */
};

/* One line of arithmetic: from + months + days = result.  Kept from the planning itself:
 * an explanation that reckoned once more could come to another date. */
struct reckoning {
    struct date from;
    int months;
    int days;
    struct date result;
};

/* One date of the plan, with all that explains it.  It is made anew whenever it is looked
 * at and lives as long as its plan; what the store keeps of it is a copy for lists. */
struct milestone {
    char *id; /* "surveillance.window/2024-03-15"; no other of the plan has it */
    enum milestone_kind kind;
    struct date opens;  /* the first day on which it can be settled */
    struct date safe;   /* the last day by the strictest reading; before due */
    struct date due;    /* the last day by law or advice */
    struct date booked; /* the day of its audit, as long as nobody cancelled it */
    bool booked_before; /* for an attempt that was refused or given up since */
    struct date done;   /* when it was settled; each is DATE_NONE where there is none */
    enum milestone_state state;
    enum force force;
    bool confirm;       /* a row that it rests on asks for a person's confirmation */
    bool of_certifier;  /* due is by the certifier's setting, in place of the rule's */
    const char *source; /* borrowed from the rules */
    const char *title;  /* an obligation's; borrowed from the organization, or NULL */
    const char *nc;     /* a non-conformity's name; borrowed likewise, or NULL */
    bool major;         /* its grade */
    enum audit audit;   /* the audit that it waits for, or AUDIT_NONE */

    enum anchor anchor;
    struct date anchor_day; /* the day that ANCHOR speaks of */
    /* Each line of arithmetic that there was, in the order of the thought. */
    struct reckoning end;            /* how the anchor came from S; from unset if not */
    struct reckoning to_opens;       /* from unset where there is no opens */
    struct reckoning to_due;         /* likewise */
    struct reckoning to_due_chained; /* counted from the end of the first delay */
    struct reckoning to_safe;        /* counted from due */
};

/* What a person should look at, in the order of their names, by which they are sorted. */
enum alert_kind {
    ALERT_BOOKING_OUTSIDE_WINDOW, /* an audit day that does not count for its milestone */
    ALERT_BOOKING_REFERENTIAL,    /* other indicators than at the last audit */
    ALERT_FACTS_INCONSISTENT,     /* two facts that cannot both be right */
    ALERT_NC_FIVE_MINORS,         /* so many count as a major */
    ALERT_NC_MAJOR_ONLY,          /* graded minor where only a major can be */
    ALERT_NC_MINOR_AT_AUDIT,      /* the next audit makes a major of it */
    ALERT_KIND_COUNT,
};

/* Why an alert stands, for its words: a kind may have several causes.  Behind each stands
 * what days[] and count of struct alert then hold. */
enum alert_cause {
    CAUSE_OUTSIDE_WINDOW,     /* days: booked, opens, due */
    CAUSE_OTHER_REFERENTIAL,  /* days: booked, last audit held */
    CAUSE_HELD_AFTER_END,     /* days: held, end of the certificate */
    CAUSE_NC_NEVER_NOTIFIED,  /* days: the fact's */
    CAUSE_NC_BEFORE_NOTIFIED, /* days: the fact's, notified */
    CAUSE_NC_NOTIFIED_TWICE,  /* days: both */
    CAUSE_FIVE_MINORS,        /* how many in count; no days */
    CAUSE_MAJOR_ONLY,         /* indicator in count */
    CAUSE_MINOR_AT_AUDIT,     /* days: booked */
};

/* A value of its plan, as milestones are. */
struct alert {
    enum alert_kind kind;
    enum alert_cause cause;
    char **about; /* names, sorted */
    size_t about_count;
    struct date days[3]; /* as the cause says */
    int count;           /* as the cause says */
};

/* What one certifier asks for, from the configuration: its contract, not the law.  The
 * certifier that a client's facts name last is the one that counts. */
struct certifier {
    char *name;
    int minor_plan_days;      /* -1: none */
    int renewal_audit_months; /* before E; -1: by rule */
};

/* The law and the settings that a plan is made with; all borrowed. */
struct plan_context {
    const struct rules *rules;
    const struct certifier *certifiers;
    size_t certifier_count;
};

/* For which due dates the yearly duties and the obligations are planned. */
struct horizon {
    struct date from, to; /* both included; today lies between them */
};

struct plan {
    struct milestone *milestones; /* by due (else opens), then id */
    size_t milestone_count;
    struct alert *alerts; /* by kind, then about */
    size_t alert_count;

    /* The first day after today on which the plan may differ without a new fact, or
     * DATE_NONE.  Never too late; it may be too early, which costs one planning. */
    struct date next_change;
};

/* Plans ORGANIZATION as of TODAY into *OUT, for plan_done().  OUT borrows from
 * ORGANIZATION and CONTEXT's rules: it must not outlive them. */
void plan_make(struct plan *out, const struct organization *organization,
               const struct plan_context *context, struct date today);

/* The same with another HORIZON than plan_horizon(TODAY): feeds show whole years. */
void plan_make_within(struct plan *out, const struct organization *organization,
                      const struct plan_context *context, struct date today,
                      struct horizon horizon);

/* Today - 90 days to today + 400 days. */
struct horizon plan_horizon(struct date today);

void plan_done(struct plan *plan);

/* The milestone of that ID, or NULL; borrowed from PLAN. */
const struct milestone *plan_find(const struct plan *plan, const char *id);

/* The milestone whose window an AUDIT held on DAY would miss, or NULL; borrowed from
 * PLAN. Of all cycles the one that is open counts: what is done or moot has no window
 * left. */
const struct milestone *plan_window_missed(const struct plan *plan, enum audit audit,
                                           struct date day);

/* The day that MILESTONE is known by: due, else opens.  Lists are sorted by it, and
 * an acknowledgement is for it. */
struct date milestone_day(const struct milestone *milestone);

/* The names of the contract: "surveillance.window", "missed", "law", "nc.five_minors".
 * Static storage. */
const char *milestone_kind_name(enum milestone_kind kind);
const char *milestone_state_name(enum milestone_state state);
const char *force_name(enum force force);
const char *alert_kind_name(enum alert_kind kind);

/* The reverse.  Return 0, or -1 with *OUT untouched. */
int milestone_kind_parse(enum milestone_kind *out, const char *text);
int milestone_state_parse(enum milestone_state *out, const char *text);

#endif /* JALON_CORE_PLAN_H */

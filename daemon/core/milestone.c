#include "planner.h"

#include "jalon/base/text.h"

/* What is fixed by a milestone's kind (contract: the table of milestones). */
static const struct {
    const char *name;
    enum force force;
    enum audit audit;
} kinds[MILESTONE_KIND_COUNT] = {
    [MILESTONE_PREPARATION_ASSESSMENT] = {"preparation.assessment",  FORCE_ADVICE,
                                          AUDIT_NONE                                              },
    [MILESTONE_PREPARATION_CERTIFIER] = {"preparation.certifier",   FORCE_ADVICE,
                                          AUDIT_NONE                                              },
    [MILESTONE_PREPARATION_APPLICATION] = {"preparation.application", FORCE_ADVICE,
                                          AUDIT_NONE                                              },
    [MILESTONE_INITIAL_AUDIT] = {"initial.audit",           FORCE_ADVICE,   AUDIT_INITIAL},
    [MILESTONE_SURVEILLANCE_TARGET] = {"surveillance.target",     FORCE_ADVICE,
                                          AUDIT_SURVEILLANCE                                      },
    [MILESTONE_SURVEILLANCE_WINDOW] = {"surveillance.window",     FORCE_LAW,
                                          AUDIT_SURVEILLANCE                                      },
    [MILESTONE_RENEWAL_TENDER] = {"renewal.tender",          FORCE_ADVICE,   AUDIT_NONE   },
    [MILESTONE_RENEWAL_AUDIT] = {"renewal.audit",           FORCE_LAW,      AUDIT_RENEWAL},
    [MILESTONE_CERTIFICATE_EXPIRY] = {"certificate.expiry",      FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_NC_PLAN] = {"nc.plan",                 FORCE_CONTRACT, AUDIT_NONE   },
    [MILESTONE_NC_FIX] = {"nc.fix",                  FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_NC_VERIFY] = {"nc.verify",               FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_SUSPENSION_END] = {"suspension.end",          FORCE_LIKELY,   AUDIT_NONE   },
    [MILESTONE_REAPPLY_ALLOWED] = {"reapply.allowed",         FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_BPF] = {"bpf",                     FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_CFA_ACCOUNTS] = {"cfa.accounts",            FORCE_LIKELY,   AUDIT_NONE   },
    [MILESTONE_OBLIGATION] = {"obligation",              FORCE_CUSTOM,   AUDIT_NONE   },
};

/* The names of the contract: programs know them, and so does the store. */
static const char *const states[STATE_COUNT] = {
    [STATE_DONE] = "done",         [STATE_MOOT] = "moot",     [STATE_MISSED] = "missed",
    [STATE_PASSED] = "passed",     [STATE_BOOKED] = "booked", [STATE_OPEN] = "open",
    [STATE_UPCOMING] = "upcoming",
};

/* By its kind and not by the trust of a row: what is law today stays a duty, however well
 * this year's number is known. */
static const char *const forces[FORCE_COUNT] = {
    [FORCE_LAW] = "law",       [FORCE_LIKELY] = "likely", [FORCE_CONTRACT] = "contract",
    [FORCE_ADVICE] = "advice", [FORCE_CUSTOM] = "custom",
};

static const char *const alert_kinds[ALERT_KIND_COUNT] = {
    [ALERT_BOOKING_OUTSIDE_WINDOW] = "booking.outside_window",
    [ALERT_BOOKING_REFERENTIAL] = "booking.referential",
    [ALERT_FACTS_INCONSISTENT] = "facts.inconsistent",
    [ALERT_NC_FIVE_MINORS] = "nc.five_minors",
    [ALERT_NC_MAJOR_ONLY] = "nc.major_only",
    [ALERT_NC_MINOR_AT_AUDIT] = "nc.minor_at_audit",
};

struct date milestone_day(const struct milestone *milestone)
{
    return date_is_set(milestone->due) ? milestone->due : milestone->opens;
}

const char *milestone_kind_name(enum milestone_kind kind)
{
    return kinds[kind].name;
}

const char *milestone_state_name(enum milestone_state state)
{
    return states[state];
}

const char *force_name(enum force force)
{
    return forces[force];
}

const char *alert_kind_name(enum alert_kind kind)
{
    return alert_kinds[kind];
}

enum force planner_force(enum milestone_kind kind)
{
    return kinds[kind].force;
}

enum audit planner_audit(enum milestone_kind kind)
{
    return kinds[kind].audit;
}

int milestone_kind_parse(enum milestone_kind *out, const char *text)
{
    for (int i = 0; i < MILESTONE_KIND_COUNT; i++) {
        if (!text_equal(text, kinds[i].name))
            continue;
        *out = (enum milestone_kind)i;
        return 0;
    }
    return -1;
}

int milestone_state_parse(enum milestone_state *out, const char *text)
{
    int place = text_place(states, STATE_COUNT, text);

    if (place < 0)
        return -1;
    *out = (enum milestone_state)place;
    return 0;
}

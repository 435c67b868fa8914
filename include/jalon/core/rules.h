/*
 * rules.h - the law as dated rows.
 *
 * Layer: core.  Every number of the law is a row of the rule file (config/rules), none
 * is a constant of the code.  A rule may have several rows; the one that applies is the
 * last whose effective_from is not after the anchor, that is the day which the rule
 * counts from (the start of a certificate, the notification of a non-conformity), or the
 * first row where all are later.
 *
 *     [surveillance.closes "2021"]
 *     effective_from = 2021-01-01
 *     months = 22
 *     source = Arrêté du 6 juin 2019 modifié, art. 2
 *     trust = law
 *     confirm = no
 */
#ifndef JALON_CORE_RULES_H
#define JALON_CORE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jalon/base/err.h"
#include "jalon/core/date.h"

/* Which number of the law: what it counts from is said behind it, where it differs from
 * the line before.  S, E, T and N are as in the contract: start and end of a certificate,
 * target, notification. */
enum rule_id {
    RULE_CERTIFICATE_END,        /* E where none is printed: from S */
    RULE_PREPARATION_ASSESSMENT, /* from T */
    RULE_PREPARATION_CERTIFIER,
    RULE_PREPARATION_APPLICATION,
    RULE_INITIAL_AUDIT,
    RULE_SURVEILLANCE_TARGET, /* from S */
    RULE_SURVEILLANCE_OPENS,
    RULE_SURVEILLANCE_CLOSES,
    RULE_SURVEILLANCE_SAFE,     /* days from the close */
    RULE_RENEWAL_TENDER,        /* from E */
    RULE_RENEWAL_TENDER_COUNTS, /* from S: choices before it are not about the renewal */
    RULE_RENEWAL_AUDIT_OPENS,   /* from E */
    RULE_RENEWAL_AUDIT,
    RULE_EXPIRY_OPENS,
    RULE_EXPIRY,
    RULE_NC_PLAN,      /* days come from the fact or the certifier */
    RULE_NC_MINOR_FIX, /* from N */
    RULE_NC_MAJOR_FIX,
    RULE_NC_MAJOR_VERIFY, /* chained, from the end of RULE_NC_MAJOR_FIX */
    RULE_NC_FIVE_MINORS,  /* count */
    RULE_SUSPENSION_END,  /* from the day of the suspension */
    RULE_REAPPLY,         /* from the refusal or withdrawal */
    RULE_BPF,             /* month_day, anchored on 1 January of its year */
    RULE_CFA_ACCOUNTS,    /* the same */
    RULE_OBLIGATION,      /* source only */
    RULE_COUNT,
};

/* How sure a row is, as the file says; the force of a milestone is fixed by its kind. */
enum trust {
    TRUST_LAW,      /* text or ministry guide read */
    TRUST_LIKELY,   /* several professional sources agree */
    TRUST_PRACTICE, /* a certifying body's or the market's habit */
};

/* A day of any year: 30 April. */
struct month_day {
    int month, day;
};

/* One row.  Which of the numbers mean anything depends on the rule. */
struct rule_row {
    struct date effective_from; /* for anchors from this day on */
    int line;                   /* of the file, where it begins */
    int months; /* from the anchor, before it where negative; 0 where there are none */
    int days;   /* added after the months; 0 where the row has none */
    struct month_day month_day; /* of a yearly duty; zeros where the row has none */
    int count;                  /* a number of things; 0 where the row has none */
    char *source; /* the text of law or the habit, in French as it is cited */
    enum trust trust;
    bool confirm; /* a person should confirm it on the official site */
};

/* The list of indicators that audits are held against, from a day on.  An indicator's
 * number means nothing without it: the one of 2026 is numbered anew. */
struct referential {
    struct date effective_from;
    int line;            /* of the file, where it begins */
    char *name;          /* "rnq-2019", as facts about non-conformities have it */
    int indicators;      /* 1 to this */
    uint64_t major_only; /* bit n: a non-conformity on indicator n can only be major */
    char *source;
    bool confirm;
};

/* How long an initial or a renewal audit is likely to take, for one band of the yearly
 * turnover of training; see audit_days.h.  Days are counted in halves. */
struct audit_row {
    struct date effective_from;
    int line;           /* of the file, where it begins */
    int turnover_below; /* euros a year; 0: however much */
    int base;           /* half days of any audit */
    int category;       /* more for each of AF, BC, VAE */
    int cfa;            /* more for CFA */
    int site;           /* more for each site that is sampled */
    int sampled;        /* sites: this many percent of the square root of all */
    char *source;
    enum trust trust;
    bool confirm;
};

/* Opaque; never changed once it is read, and replaced as a whole on reload. */
struct rules;

/* Reads the LENGTH bytes of a rule file at TEXT; FILE names it in errors.
 * Returns 0 with *OUT for rules_free(), or -1 with ERR_INVALID: an unknown rule, key or
 * value, a key that the rule needs and lacks, two rows of one rule with the same day, two
 * referentials of one name or day, a rule without a row, a window that closes before it
 * opens, an indicator that its referential does not have. */
int rules_parse(struct rules **out, const char *text, size_t length, const char *file,
                struct err *err);

/* Frees RULES and all that is borrowed from them; NULL is none. */
void rules_free(struct rules *rules);

/* The row of ID that applies to ANCHOR.  Never NULL; borrowed from RULES. */
const struct rule_row *rules_row(const struct rules *rules, enum rule_id id,
                                 struct date anchor);

/* All rows of ID, by effective_from; for showing them.  INDEX is below the count;
 * borrowed from RULES. */
size_t rules_row_count(const struct rules *rules, enum rule_id id);
const struct rule_row *rules_row_at(const struct rules *rules, enum rule_id id,
                                    size_t index);

/* "surveillance.closes", and "law": as the file has them.  Static storage. */
const char *rule_name(enum rule_id id);
const char *trust_name(enum trust trust);

/* The referential of an audit held on DAY, whatever day it was booked on.  Never NULL;
 * borrowed from RULES, as are those below. */
const struct referential *rules_referential(const struct rules *rules, struct date day);

/* The referential of that NAME, or NULL. */
const struct referential *rules_referential_named(const struct rules *rules,
                                                  const char *name);

/* The row for an audit on DAY of an organization with TURNOVER, or NULL: a rule file need
 * not have any. */
const struct audit_row *rules_audit(const struct rules *rules, struct date day,
                                    int64_t turnover);

/* All of them by effective_from, then turnover, one after the other; NULL past the last.
 */
const struct audit_row *rules_audit_at(const struct rules *rules, size_t index);

/* All referentials by effective_from, one after the other; NULL past the last. */
const struct referential *rules_referential_at(const struct rules *rules, size_t index);

#endif /* JALON_CORE_RULES_H */

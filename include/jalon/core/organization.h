/*
 * organization.h - a client of the consultancy: who it is, and what happened to it.
 *
 * Layer: core.  Plain data; core/document reads and writes it as JSON.  Absent texts are
 * NULL (or "" in an array), absent dates DATE_NONE, absent numbers -1.
 *
 * An organization is a profile and a list of facts.  No date that is due is a member of
 * it: such dates follow from the facts by the rules of the day (core/plan.h), so that a
 * rule that changes, or a fact that is retracted, needs no repair of what is stored.
 */
#ifndef JALON_CORE_ORGANIZATION_H
#define JALON_CORE_ORGANIZATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jalon/base/tr.h"
#include "jalon/core/date.h"

/* Arrays have room for the longest value and its NUL; what is longer was refused by
 * core/document before it could get here. */
#define ORGANIZATION_ID_SIZE    65  /* 1 to 64 of a-z 0-9 . _ - */
#define ORGANIZATION_SIRET_SIZE 15  /* 14 digits */
#define ORGANIZATION_NDA_SIZE   12  /* 11 digits, or a letter for Corsica */
#define ORGANIZATION_NAME_MAX   300 /* characters */

/* Article L. 6313-1 of the code du travail: the four kinds of action.  Bits, since an
 * organization is certified for any set of them, and a CFA has duties of its own. */
enum category {
    CATEGORY_AF = 1 << 0,  /* actions de formation */
    CATEGORY_BC = 1 << 1,  /* bilans de compétences */
    CATEGORY_VAE = 1 << 2, /* validation des acquis de l'expérience */
    CATEGORY_CFA = 1 << 3, /* apprentissage */
};

/* Beyond these a number is a slip: no client gives training for a million million euros,
 * or at a hundred thousand sites. */
#define ORGANIZATION_TURNOVER_MAX INT64_C(999999999999)
#define ORGANIZATION_SITES_MAX    100000

#define CATEGORY_COUNT 4 /* their bits, from the lowest, are all of them */

/* The audits of the certification, in the order of a client's life.  AUDIT_NONE is 0, so
 * that a fact without one need not say so. */
enum audit {
    AUDIT_NONE,          /* the fact or the milestone is about none */
    AUDIT_INITIAL,       /* before the first certificate */
    AUDIT_SURVEILLANCE,  /* in the middle of a cycle */
    AUDIT_RENEWAL,       /* before its end */
    AUDIT_COMPLEMENTARY, /* to see that what another found is cured */
    AUDIT_EXTENSION,     /* for a further category or site */
    AUDIT_COUNT,
};

/* How an audit is held, for who has to prepare a room: no date hangs on it. */
enum audit_mode {
    AUDIT_MODE_NONE,
    AUDIT_MODE_ONSITE, /* at the client's */
    AUDIT_MODE_REMOTE, /* by video */
};

/* How grave a non-conformity is: it decides how long there is to cure it. */
enum grade {
    GRADE_NONE,
    GRADE_MINOR,
    GRADE_MAJOR,
};

/* What can happen.  The order is that of the tables in organization.c and of nothing that
 * is stored: documents have the names. */
enum fact_kind {
    FACT_TARGET_SET,              /* the client says by when it wants to be certified */
    FACT_PREPARATION_STARTED,     /* its self-assessment has begun */
    FACT_APPLICATION_FILED,       /* with a certifier; opens the yearly duties */
    FACT_CERTIFICATION_ABANDONED, /* by the client itself: what was ahead is moot */
    FACT_CERTIFIER_CHOSEN,
    FACT_CERTIFIER_TRANSFERRED,
    FACT_AUDIT_BOOKED,       /* the last one per audit and cycle counts */
    FACT_AUDIT_CANCELLED,    /* takes back the booking before it */
    FACT_AUDIT_HELD,         /* "on" is the day held, its last where there were several */
    FACT_NC_NOTIFIED,        /* to the organization, in writing: its clock starts */
    FACT_NC_PLAN_SENT,       /* the action plan, to the certifier */
    FACT_NC_FIXED,           /* by the organization, evidence sent */
    FACT_NC_LIFTED,          /* by the certifier, who has verified */
    FACT_NC_REQUALIFIED,     /* a minor that is a major from then on, with a new clock */
    FACT_CERTIFICATE_ISSUED, /* a first one, a renewed one, or one reissued */
    FACT_CERTIFICATE_SUSPENDED, /* by the certifier, for some months at most */
    FACT_CERTIFICATE_REINSTATED,
    FACT_CERTIFICATE_WITHDRAWN,
    FACT_CERTIFICATION_REFUSED, /* no certificate; a new application has to wait */
    FACT_SCOPE_EXTENDED,        /* by categories, on the same certificate */
    FACT_BPF_FILED,             /* the yearly training report */
    FACT_ACCOUNTS_FILED,        /* a CFA's analytic accounts */
    FACT_OBLIGATION_DONE,       /* one date of the client's own duties */
    FACT_KIND_COUNT,            /* also: no kind was read yet */
};

/* Something that happened, or was decided, on a day.  Which members count depends on
 * the kind (contract: the table of facts); the others are absent.  It owns its texts. */
struct fact {
    enum fact_kind kind;
    struct date on;     /* the day it happened; always set */
    char *id;           /* unique in its organization; NULL until the daemon names it */
    struct date target; /* the day by which the client wants to be certified */
    struct date day;    /* the day an audit is booked for */
    struct date starts; /* printed on the certificate; default: on */
    struct date ends;   /* printed on the certificate; default: by rule */
    struct date due;    /* which date of an obligation */
    enum audit audit;
    enum audit_mode mode;
    enum grade grade;
    char *nc;            /* the name of a non-conformity */
    int indicator;       /* 1 to 33 */
    char *referential;   /* "rnq-2019", "rnq-2026" */
    int plan_days;       /* days allowed for the action plan */
    int year;            /* the year in which a yearly duty is due */
    unsigned categories; /* of enum category */
    char *certifier;
    char *number;      /* of the certificate */
    char *obligation;  /* the id of the obligation that was met */
    bool retracted;    /* counts for nothing and stays on record */
    char *recorded_at; /* RFC 3339, by the daemon */
    char *by;          /* who recorded it */
};

/* Somebody at the client's, who is told where a route says "contacts". */
struct contact {
    char *name;  /* may be NULL */
    char *email; /* never NULL */
};

/* A duty of the organization's own, repeated by an RFC 5545 rule: what its quality manual
 * promises, such as a watch on the law every month.  It owns its texts. */
struct obligation {
    char *id;
    char *title; /* may be NULL */
    char *rrule;
    struct date starts;
};

/* All that is known of a client.  It owns every text and array in it. */
struct organization {
    char id[ORGANIZATION_ID_SIZE]; /* never changed: links, feeds, the ledger have it */
    bool unnamed;                  /* its document named no id: the SIRET is put there */
    char *name;                    /* as the client calls itself */
    char siret[ORGANIZATION_SIRET_SIZE];
    char nda[ORGANIZATION_NDA_SIZE];
    unsigned categories; /* of enum category */
    int64_t turnover;    /* euros a year; -1: not known */
    int sites;           /* -1: not known */
    char *zone;          /* of the holiday table; NULL: Métropole */
    char *timezone;      /* NULL: the daemon's */
    char *language;      /* "fr", "en" or NULL: the daemon's */
    char *owner;         /* the consultant in charge; NULL: nobody yet */
    char *certifier;     /* until a fact names another; NULL: none yet */

    char **tags; /* the consultancy's own words, for routes and feeds */
    size_t tag_count;
    struct contact *contacts;
    size_t contact_count;
    struct fact *facts; /* in the order of the document */
    size_t fact_count;
    struct obligation *obligations;
    size_t obligation_count;
};

/* An organization with nothing in it. */
void organization_init(struct organization *organization);

/* Frees what ORGANIZATION holds and leaves it with nothing in it. */
void organization_done(struct organization *organization);

/* A fact of KIND on ON with all else absent, for fact_done(). */
void fact_init(struct fact *fact, enum fact_kind kind, struct date on);
void fact_done(struct fact *fact);

/* The start of FACT's certificate: the one printed on it, else the day it was issued. */
struct date fact_starts(const struct fact *fact);

/* Appends FACT to ORGANIZATION's facts; its texts are taken. */
void organization_add_fact(struct organization *organization, const struct fact *fact);

/* The zone whose holidays count, "Métropole" by default; borrowed. */
const char *organization_zone(const struct organization *organization);

/* ORGANIZATION's language, or FALLBACK where it has none: in it its own contacts are
 * written to, whatever language the consultancy speaks. */
enum lang organization_lang(const struct organization *organization, enum lang fallback);

/* The names of the document, which the store, the API and the tool use as well:
 * "audit.booked", "surveillance", "minor", "onsite", "AF"; ""
 * for a NONE. */
const char *fact_kind_name(enum fact_kind kind);
const char *audit_name(enum audit audit);
const char *audit_mode_name(enum audit_mode mode);
const char *grade_name(enum grade grade);
const char *category_name(enum category category);

/* The reverse.  Return 0, or -1 with *OUT untouched. */
int fact_kind_parse(enum fact_kind *out, const char *text);
int audit_parse(enum audit *out, const char *text);
int audit_mode_parse(enum audit_mode *out, const char *text);
int grade_parse(enum grade *out, const char *text);
int category_parse(enum category *out, const char *text);

/* Whether TEXT is 14 digits that pass the Luhn test.  INSEE documents one exception: a
 * SIRET of La Poste (SIREN 356000000) may do with a sum of digits that 5 divides. */
bool siret_is_valid(const char *text);

#endif /* JALON_CORE_ORGANIZATION_H */

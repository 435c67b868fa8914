#include "schema.h"

#define AUDIT_DAY ", booked-30d, booked-7d, booked-1d"

/* A ladder starts early enough to do the work in time, grows denser where a missed day
 * costs the certificate, and goes on after it only where something can still be saved.
 * Laid out by hand, to be read as a table. */
/* clang-format off */
const struct default_ladder default_ladders[MILESTONE_KIND_COUNT] = {
    [MILESTONE_PREPARATION_ASSESSMENT] =
    {"due-30d, due-7d, due+7d",
     "Advice.  The self-assessment takes the client some weeks."},
    [MILESTONE_PREPARATION_CERTIFIER] =
    {"due-30d, due-7d, due+7d",
     "Advice.  Time for the quotes of two or three certifiers."},
    [MILESTONE_PREPARATION_APPLICATION] =
    {"due-30d, due-14d, due-7d, due+7d",
     "Advice.  Certifiers have no auditor free at once."},
    [MILESTONE_INITIAL_AUDIT] =
    {"due-60d, due-30d, due-14d, due-7d, due+7d" AUDIT_DAY,
     "Advice until the day is booked; from then on the client prepares evidence."},
    [MILESTONE_SURVEILLANCE_TARGET] =
    {"due-60d, due-14d",
     "Advice.  An audit in the 18th month leaves time to cure a major."},
    [MILESTONE_SURVEILLANCE_WINDOW] =
    {"opens-30d, opens, due-90d, due-60d, due-30d, due-7d, due-1d, due+1d, every 7d"
     AUDIT_DAY,
     "Eight months long; whoever misses its end risks the certificate."},
    [MILESTONE_RENEWAL_TENDER] =
    {"due-14d, due+14d, due+45d",
     "Advice.  Renewal is the time to compare certifiers, and then to book one."},
    [MILESTONE_RENEWAL_AUDIT] =
    {"opens, due-60d, due-30d, due-14d, due-7d, due-1d, due+1d, every 7d" AUDIT_DAY,
     "A later audit leaves no time to cure a major before the certificate ends."},
    [MILESTONE_CERTIFICATE_EXPIRY] =
    {"due-90d, due-60d, due-30d, due-14d, due-7d, due-1d, due+1d, every 30d",
     "From then on public funding stops; renewing is still possible."},
    [MILESTONE_NC_PLAN] =
    {"due-7d, due-3d, due-1d, due+1d, every 7d",
     "Certifiers give some weeks: there is no earlier step to take."},
    [MILESTONE_NC_FIX] =
    {"due-60d, due-30d, due-14d, due-7d, due-1d, due+1d, every 7d",
     "Three months for a major, six for a minor, and the evidence takes time."},
    [MILESTONE_NC_VERIFY] =
    {"due-30d, due-14d, due-7d, due-1d, due+1d, every 7d",
     "The certifier has one month to verify: it is asked before that is over."},
    [MILESTONE_SUSPENSION_END] =
    {"due-60d, due-30d, due-14d, due-7d, due-1d, due+1d",
     "Then the certificate is withdrawn, and there is nothing left to repeat."},
    [MILESTONE_REAPPLY_ALLOWED] =
    {"opens-14d, opens",
     "The day from which a new application is received."},
    [MILESTONE_BPF] =
    {"due-60d, due-30d, due-14d, due-7d, due-1d, due+1d, every 7d",
     "Bilan pédagogique et financier: without it the NDA lapses, and all with it."},
    [MILESTONE_CFA_ACCOUNTS] =
    {"due-60d, due-30d, due-14d, due-7d, due-1d, due+1d, every 7d",
     "Comptabilité analytique des CFA, for France compétences."},
    [MILESTONE_OBLIGATION] =
    {"due-7d, due-1d, due+1d, due+7d",
     "The client's own duties, often monthly: longer ladders would drown the rest."},
};
/* clang-format on */

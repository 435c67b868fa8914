#include "jalon/core/audit_days.h"

#include "jalon/base/text.h"

/* The table is known from the trade and not from a text of law (rules: trust = likely):
 * hence an estimate beside the date, and never a date of its own. */
#define PERCENT 100

/* The table speaks of these two; how long a surveillance takes is not known. */
bool audit_days_matter(const struct milestone *milestone)
{
    bool held = milestone->state == STATE_DONE || milestone->state == STATE_MOOT;

    return !held && (milestone->kind == MILESTONE_INITIAL_AUDIT ||
                     milestone->kind == MILESTONE_RENEWAL_AUDIT);
}

/* PERCENT of the square root of SITES to the nearest whole: the greatest N for which
 * N - 1/2 is no more than that.  In whole numbers, so that it is the same everywhere. */
static int sample(int sites, int percent)
{
    int64_t square = (int64_t)4 * percent * percent * sites;
    int64_t count = 0;

    while ((2 * count + 1) * (2 * count + 1) * PERCENT * PERCENT <= square)
        count++;
    return (int)count;
}

static int half_days_of_categories(const struct audit_row *row, unsigned categories)
{
    int half_days = categories & CATEGORY_CFA ? row->cfa : 0;

    for (unsigned bit = CATEGORY_AF; bit < CATEGORY_CFA; bit <<= 1)
        half_days += categories & bit ? row->category : 0;
    return half_days;
}

bool audit_days_estimate(struct audit_estimate *out, const struct rules *rules,
                         const struct organization *organization,
                         const struct milestone *milestone)
{
    const struct audit_row *row =
        rules_audit(rules, milestone_day(milestone), organization->turnover);

    /* Nothing is guessed: a wrong number of days is a wrong quote. */
    if (organization->turnover < 0 || !organization->categories || !row)
        return false;
    int sites = organization->sites > 1 ? sample(organization->sites, row->sampled) : 0;
    *out = (struct audit_estimate){
        .half_days = row->base + sites * row->site +
                     half_days_of_categories(row, organization->categories),
        .sites = sites,
        .row = row,
    };
    return true;
}

void audit_days_add(struct buf *out, int half_days, enum lang lang)
{
    buf_addf(out, "%d", half_days / 2);
    if (half_days % 2)
        buf_add(out, lang == LANG_FR ? ",5" : ".5");
}

void audit_days_describe(struct buf *out, const struct audit_estimate *estimate,
                         enum lang lang)
{
    buf_addf(out, "%s ", tr(lang, "audit days, estimated:"));
    audit_days_add(out, estimate->half_days, lang);
    if (estimate->sites)
        buf_addf(out, " (%s %d)", tr(lang, "sites sampled:"), estimate->sites);
}

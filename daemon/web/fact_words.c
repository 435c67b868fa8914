#include "fact_words.h"

#include "jalon/core/explain.h"

const char *fact_words_kind(enum fact_kind kind, enum lang lang)
{
    static const char *const words[FACT_KIND_COUNT] = {
        [FACT_TARGET_SET] = N_("Target date set"),
        [FACT_PREPARATION_STARTED] = N_("Preparation started"),
        [FACT_APPLICATION_FILED] = N_("Application filed"),
        [FACT_CERTIFICATION_ABANDONED] = N_("Certification abandoned"),
        [FACT_CERTIFIER_CHOSEN] = N_("Certifier chosen"),
        [FACT_CERTIFIER_TRANSFERRED] = N_("Moved to another certifier"),
        [FACT_AUDIT_BOOKED] = N_("Audit booked"),
        [FACT_AUDIT_CANCELLED] = N_("Audit cancelled"),
        [FACT_AUDIT_HELD] = N_("Audit held"),
        [FACT_NC_NOTIFIED] = N_("Non-conformity notified"),
        [FACT_NC_PLAN_SENT] = N_("Action plan sent"),
        [FACT_NC_FIXED] = N_("Non-conformity fixed"),
        [FACT_NC_LIFTED] = N_("Non-conformity lifted"),
        [FACT_NC_REQUALIFIED] = N_("Non-conformity became major"),
        [FACT_CERTIFICATE_ISSUED] = N_("Certificate issued"),
        [FACT_CERTIFICATE_SUSPENDED] = N_("Certificate suspended"),
        [FACT_CERTIFICATE_REINSTATED] = N_("Certificate reinstated"),
        [FACT_CERTIFICATE_WITHDRAWN] = N_("Certificate withdrawn"),
        [FACT_CERTIFICATION_REFUSED] = N_("Certification refused"),
        [FACT_SCOPE_EXTENDED] = N_("Scope extended"),
        [FACT_BPF_FILED] = N_("BPF filed"),
        [FACT_ACCOUNTS_FILED] = N_("CFA accounts filed"),
        [FACT_OBLIGATION_DONE] = N_("Own duty done"),
    };

    return tr(lang, words[kind]);
}

const char *fact_words_audit(enum audit audit, enum lang lang)
{
    static const char *const words[AUDIT_COUNT] = {
        [AUDIT_NONE] = "–",
        [AUDIT_INITIAL] = N_("initial"),
        [AUDIT_SURVEILLANCE] = N_("surveillance"),
        [AUDIT_RENEWAL] = N_("renewal"),
        [AUDIT_COMPLEMENTARY] = N_("complementary"),
        [AUDIT_EXTENSION] = N_("extension"),
    };

    return tr(lang, words[audit]);
}

/* -- details --------------------------------------------------------------------- */

static void separate(struct buf *out)
{
    if (out->length > 0)
        buf_add(out, ", ");
}

static void add_text(struct buf *out, const char *text)
{
    if (!text || !*text)
        return;
    separate(out);
    buf_add(out, text);
}

static void add_day(struct buf *out, const char *what, struct date day, enum lang lang)
{
    if (!date_is_set(day))
        return;
    separate(out);
    buf_addf(out, "%s ", tr(lang, what));
    explain_date(out, day, lang);
}

static void add_number(struct buf *out, const char *what, int number, enum lang lang)
{
    if (number < 0)
        return;
    separate(out);
    buf_addf(out, "%s %d", tr(lang, what), number);
}

static void add_days(struct buf *out, const struct fact *fact, enum lang lang)
{
    const struct {
        const char *what; /* msgid */
        struct date day;
    } days[] = {
        {N_("for"),         fact->day   },
        {N_("target"),      fact->target},
        {N_("valid from"),  fact->starts},
        {N_("valid up to"), fact->ends  },
        {N_("due on"),      fact->due   },
    };

    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        add_day(out, days[i].what, days[i].day, lang);
}

static void add_categories(struct buf *out, unsigned categories)
{
    for (int i = 0; i < CATEGORY_COUNT; i++)
        if (categories & 1U << i)
            add_text(out, category_name((enum category)(1 << i)));
}

void fact_words_add_details(struct buf *out, const struct fact *fact, enum lang lang)
{
    static const char *const modes[] = {"", N_("on site"), N_("remote")};
    static const char *const grades[] = {"", N_("minor"), N_("major")};

    if (fact->audit != AUDIT_NONE)
        add_text(out, fact_words_audit(fact->audit, lang));
    add_text(out, fact->nc);
    add_text(out, fact->grade ? tr(lang, grades[fact->grade]) : NULL);
    add_text(out, fact->obligation);
    add_days(out, fact, lang);
    add_text(out, fact->mode ? tr(lang, modes[fact->mode]) : NULL);
    add_text(out, fact->certifier);
    add_text(out, fact->number);
    add_number(out, N_("indicator"), fact->indicator, lang);
    add_number(out, N_("days for the plan:"), fact->plan_days, lang);
    add_number(out, N_("year"), fact->year, lang);
    add_text(out, fact->referential);
    add_categories(out, fact->categories);
}

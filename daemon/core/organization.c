#include "jalon/core/organization.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/holidays.h"
#include "organization_names.h"

#define LENGTH(array)  (sizeof(array) / sizeof((array)[0]))
#define LA_POSTE_SIREN "356000000"

static const char *const fact_kinds[FACT_KIND_COUNT] = {
    [FACT_TARGET_SET] = "target.set",
    [FACT_PREPARATION_STARTED] = "preparation.started",
    [FACT_APPLICATION_FILED] = "application.filed",
    [FACT_CERTIFICATION_ABANDONED] = "certification.abandoned",
    [FACT_CERTIFIER_CHOSEN] = "certifier.chosen",
    [FACT_CERTIFIER_TRANSFERRED] = "certifier.transferred",
    [FACT_AUDIT_BOOKED] = "audit.booked",
    [FACT_AUDIT_CANCELLED] = "audit.cancelled",
    [FACT_AUDIT_HELD] = "audit.held",
    [FACT_NC_NOTIFIED] = "nc.notified",
    [FACT_NC_PLAN_SENT] = "nc.plan_sent",
    [FACT_NC_FIXED] = "nc.fixed",
    [FACT_NC_LIFTED] = "nc.lifted",
    [FACT_NC_REQUALIFIED] = "nc.requalified",
    [FACT_CERTIFICATE_ISSUED] = "certificate.issued",
    [FACT_CERTIFICATE_SUSPENDED] = "certificate.suspended",
    [FACT_CERTIFICATE_REINSTATED] = "certificate.reinstated",
    [FACT_CERTIFICATE_WITHDRAWN] = "certificate.withdrawn",
    [FACT_CERTIFICATION_REFUSED] = "certification.refused",
    [FACT_SCOPE_EXTENDED] = "scope.extended",
    [FACT_BPF_FILED] = "bpf.filed",
    [FACT_ACCOUNTS_FILED] = "accounts.filed",
    [FACT_OBLIGATION_DONE] = "obligation.done",
};

static const char *const audits[AUDIT_COUNT] = {
    [AUDIT_NONE] = "",
    [AUDIT_INITIAL] = "initial",
    [AUDIT_SURVEILLANCE] = "surveillance",
    [AUDIT_RENEWAL] = "renewal",
    [AUDIT_COMPLEMENTARY] = "complementary",
    [AUDIT_EXTENSION] = "extension",
};

static const char *const modes[] = {
    [AUDIT_MODE_NONE] = "",
    [AUDIT_MODE_ONSITE] = "onsite",
    [AUDIT_MODE_REMOTE] = "remote",
};

static const char *const grades[] = {
    [GRADE_NONE] = "",
    [GRADE_MINOR] = "minor",
    [GRADE_MAJOR] = "major",
};

const struct names organization_fact_kinds = {fact_kinds, FACT_KIND_COUNT,
                                              FACT_KIND_COUNT};
const struct names organization_audits = {audits, AUDIT_COUNT, AUDIT_NONE};
const struct names organization_modes = {modes, LENGTH(modes), AUDIT_MODE_NONE};
const struct names organization_grades = {grades, LENGTH(grades), GRADE_NONE};

/* By the number of the category's bit. */
static const char *const categories[CATEGORY_COUNT] = {"AF", "BC", "VAE", "CFA"};

/* -- life ------------------------------------------------------------------------ */

/* 0 euros is a turnover, and -1 is none. */
void organization_init(struct organization *organization)
{
    *organization = (struct organization){.turnover = -1, .sites = -1};
}

static void contact_done(struct contact *contact)
{
    free(contact->name);
    free(contact->email);
}

static void obligation_done(struct obligation *obligation)
{
    free(obligation->id);
    free(obligation->title);
    free(obligation->rrule);
}

static void free_texts(struct organization *organization)
{
    free(organization->name);
    free(organization->zone);
    free(organization->timezone);
    free(organization->language);
    free(organization->owner);
    free(organization->certifier);
}

void organization_done(struct organization *organization)
{
    free_texts(organization);
    for (size_t i = 0; i < organization->tag_count; i++)
        free(organization->tags[i]);
    for (size_t i = 0; i < organization->contact_count; i++)
        contact_done(&organization->contacts[i]);
    for (size_t i = 0; i < organization->fact_count; i++)
        fact_done(&organization->facts[i]);
    for (size_t i = 0; i < organization->obligation_count; i++)
        obligation_done(&organization->obligations[i]);
    free(organization->tags);
    free(organization->contacts);
    free(organization->facts);
    free(organization->obligations);
    organization_init(organization);
}

void fact_init(struct fact *fact, enum fact_kind kind, struct date on)
{
    *fact = (struct fact){
        .kind = kind,
        .on = on,
        .target = DATE_NONE,
        .day = DATE_NONE,
        .starts = DATE_NONE,
        .ends = DATE_NONE,
        .due = DATE_NONE,
        .indicator = -1,
        .plan_days = -1,
        .year = -1,
    };
}

void fact_done(struct fact *fact)
{
    free(fact->id);
    free(fact->nc);
    free(fact->referential);
    free(fact->certifier);
    free(fact->number);
    free(fact->obligation);
    free(fact->recorded_at);
    free(fact->by);
    fact_init(fact, fact->kind, fact->on);
}

struct date fact_starts(const struct fact *fact)
{
    return date_is_set(fact->starts) ? fact->starts : fact->on;
}

void organization_add_fact(struct organization *organization, const struct fact *fact)
{
    /* Said to be full, so that there is one more; there is no member to note a capacity
     * in, for a document may be made in many ways. */
    size_t room = organization->fact_count;

    organization->facts =
        mem_grow(organization->facts, room, &room, sizeof(*organization->facts));
    organization->facts[organization->fact_count++] = *fact;
}

/* -- defaults -------------------------------------------------------------------- */

const char *organization_zone(const struct organization *organization)
{
    return organization->zone ? organization->zone : HOLIDAYS_DEFAULT_ZONE;
}

enum lang organization_lang(const struct organization *organization, enum lang fallback)
{
    enum lang lang = fallback;

    if (organization->language)
        (void)lang_parse(&lang, organization->language);
    return lang;
}

/* -- names ----------------------------------------------------------------------- */

const char *fact_kind_name(enum fact_kind kind)
{
    return fact_kinds[kind];
}

const char *audit_name(enum audit audit)
{
    return audits[audit];
}

const char *audit_mode_name(enum audit_mode mode)
{
    return modes[mode];
}

const char *grade_name(enum grade grade)
{
    return grades[grade];
}

/* CATEGORY is one bit; the last name stands for any other, which there is none of. */
const char *category_name(enum category category)
{
    size_t bit = 0;

    while (bit < CATEGORY_COUNT - 1 && (unsigned)category != 1U << bit)
        bit++;
    return categories[bit];
}

/* "" is the name of what is absent, and nobody writes it. */
int organization_name_find(const struct names *names, const char *text)
{
    return *text ? text_place(names->items, names->count, text) : -1;
}

int fact_kind_parse(enum fact_kind *out, const char *text)
{
    int value = organization_name_find(&organization_fact_kinds, text);

    if (value < 0)
        return -1;
    *out = (enum fact_kind)value;
    return 0;
}

int audit_parse(enum audit *out, const char *text)
{
    int value = organization_name_find(&organization_audits, text);

    if (value < 0)
        return -1;
    *out = (enum audit)value;
    return 0;
}

int audit_mode_parse(enum audit_mode *out, const char *text)
{
    int value = organization_name_find(&organization_modes, text);

    if (value < 0)
        return -1;
    *out = (enum audit_mode)value;
    return 0;
}

int grade_parse(enum grade *out, const char *text)
{
    int value = organization_name_find(&organization_grades, text);

    if (value < 0)
        return -1;
    *out = (enum grade)value;
    return 0;
}

int category_parse(enum category *out, const char *text)
{
    int bit = text_place(categories, CATEGORY_COUNT, text);

    if (bit < 0)
        return -1;
    *out = (enum category)(1 << bit);
    return 0;
}

/* -- SIRET ----------------------------------------------------------------------- */

static int digit_sum(const char *text)
{
    int sum = 0;

    for (; *text; text++)
        sum += *text - '0';
    return sum;
}

/* Every second digit from the right counts double, and a sum of two digits as their sum.
 */
static bool passes_luhn(const char *digits, size_t length)
{
    int sum = 0;

    for (size_t i = 0; i < length; i++) {
        int digit = digits[length - 1 - i] - '0';
        int weighed = i % 2 ? digit * 2 : digit;
        sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
}

/* La Poste has so many establishments that INSEE lets some of them fail the Luhn test. */
bool siret_is_valid(const char *text)
{
    size_t length = ORGANIZATION_SIRET_SIZE - 1;

    if (strlen(text) != length || strspn(text, "0123456789") != length)
        return false;
    return passes_luhn(text, length) ||
           (text_starts(text, LA_POSTE_SIREN) && digit_sum(text) % 5 == 0);
}

/* A row over a document: what a spreadsheet leaves empty it does not know, and must not
 * take away.  Each part refuses with the name of its column, as the file has it. */

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "table_parts.h"

/* -- texts and numbers ----------------------------------------------------------- */

static void set_text(char **text, const char *cell)
{
    free(*text);
    *text = mem_strdup(cell);
}

static int apply_texts(const struct table *table, struct organization *organization,
                       struct err *err)
{
    const struct {
        enum table_column column;
        char **text;
    } texts[] = {
        {COLUMN_NAME,      &organization->name     },
        {COLUMN_ZONE,      &organization->zone     },
        {COLUMN_TIMEZONE,  &organization->timezone },
        {COLUMN_LANGUAGE,  &organization->language },
        {COLUMN_OWNER,     &organization->owner    },
        {COLUMN_CERTIFIER, &organization->certifier},
    };

    (void)err;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (table->cells[texts[i].column])
            set_text(texts[i].text, table->cells[texts[i].column]);
    return 0;
}

int table_refuse(const struct table *table, enum table_column column, struct err *err)
{
    return err_wrap(err, "%s", table->headers[column]);
}

static int apply_numbers(const struct table *table, struct organization *organization,
                         struct err *err)
{
    const char *nda = table->cells[COLUMN_NDA];
    const char *turnover = table->cells[COLUMN_TURNOVER];
    const char *sites = table->cells[COLUMN_SITES];

    if (*table->siret)
        memcpy(organization->siret, table->siret, sizeof(organization->siret));
    if (nda && table_read_nda(organization->nda, nda, err) != 0)
        return table_refuse(table, COLUMN_NDA, err);
    if (turnover && table_read_euros(&organization->turnover, turnover, err) != 0)
        return table_refuse(table, COLUMN_TURNOVER, err);
    if (sites && table_read_sites(&organization->sites, sites, err) != 0)
        return table_refuse(table, COLUMN_SITES, err);
    return 0;
}

/* -- categories and tags --------------------------------------------------------- */

static int apply_category(const struct table *table, unsigned *categories,
                          enum table_column column, enum category category,
                          struct err *err)
{
    bool truth;

    if (!table->cells[column])
        return 0;
    if (table_read_truth(&truth, table->cells[column], err) != 0)
        return table_refuse(table, column, err);
    if (truth)
        *categories |= category;
    else
        *categories &= ~(unsigned)category;
    return 0;
}

int table_apply_categories(const struct table *table, unsigned *categories,
                           struct err *err)
{
    static const struct {
        enum table_column column;
        enum category category;
    } columns[] = {
        {COLUMN_AF,  CATEGORY_AF },
        {COLUMN_BC,  CATEGORY_BC },
        {COLUMN_VAE, CATEGORY_VAE},
        {COLUMN_CFA, CATEGORY_CFA},
    };
    const char *names = table->cells[COLUMN_CATEGORIES];

    if (names && table_read_categories(categories, names, err) != 0)
        return table_refuse(table, COLUMN_CATEGORIES, err);
    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        if (apply_category(table, categories, columns[i].column, columns[i].category,
                           err) != 0)
            return -1;
    return 0;
}

static int apply_categories(const struct table *table, struct organization *organization,
                            struct err *err)
{
    return table_apply_categories(table, &organization->categories, err);
}

static int add_tag(void *context, const char *part, struct err *err)
{
    struct organization *organization = context;
    size_t capacity = organization->tag_count;

    (void)err;
    organization->tags = mem_grow(organization->tags, organization->tag_count, &capacity,
                                  sizeof(*organization->tags));
    organization->tags[organization->tag_count++] = mem_strdup(part);
    return 0;
}

static int apply_tags(const struct table *table, struct organization *organization,
                      struct err *err)
{
    if (!table->cells[COLUMN_TAGS])
        return 0;
    /* A cell of tags is the whole list, as the cell of an owner is the whole owner. */
    while (organization->tag_count)
        free(organization->tags[--organization->tag_count]);
    return table_each_part(table->cells[COLUMN_TAGS], add_tag, organization, err);
}

/* -- the contact ----------------------------------------------------------------- */

/* Other contacts stay: a spreadsheet has a column for one. */
static struct contact *find_contact(struct organization *organization, const char *email)
{
    size_t capacity = organization->contact_count;

    for (size_t i = 0; i < organization->contact_count; i++)
        if (text_equal(organization->contacts[i].email, email))
            return &organization->contacts[i];
    organization->contacts = mem_grow(organization->contacts, capacity, &capacity,
                                      sizeof(*organization->contacts));
    struct contact *contact = &organization->contacts[organization->contact_count++];
    *contact = (struct contact){.email = mem_strdup(email)};
    return contact;
}

static int apply_contact(const struct table *table, struct organization *organization,
                         struct err *err)
{
    const char *email = table->cells[COLUMN_EMAIL];
    const char *name = table->cells[COLUMN_CONTACT];

    (void)err;
    if (!email)
        return 0;
    struct contact *contact = find_contact(organization, email);
    if (name)
        set_text(&contact->name, name);
    return 0;
}

/* -- facts ----------------------------------------------------------------------- */

static bool is_same_date(struct date wanted, struct date date)
{
    return !date_is_set(wanted) || date_cmp(wanted, date) == 0;
}

static bool is_same_text(const char *wanted, const char *text)
{
    return !wanted || text_equal(wanted, text);
}

/* Whether FACT says all that WANTED says; a certificate is known by its start. */
static bool says(const struct fact *fact, const struct fact *wanted)
{
    return fact->kind == wanted->kind && !fact->retracted &&
           date_cmp(fact_starts(fact), fact_starts(wanted)) == 0 &&
           fact->audit == wanted->audit && is_same_date(wanted->ends, fact->ends) &&
           is_same_text(wanted->number, fact->number);
}

/* Adds FACT, which is taken, unless it is on record. */
static void add_fact(struct organization *organization, struct fact *fact)
{
    for (size_t i = 0; i < organization->fact_count; i++) {
        if (!says(&organization->facts[i], fact))
            continue;
        fact_done(fact);
        return;
    }
    organization_add_fact(organization, fact);
}

/* Fills OUT where the cell of COLUMN holds a date. */
static int read_date(struct date *out, const struct table *table,
                     enum table_column column, struct err *err)
{
    if (!table->cells[column] || table_read_date(out, table->cells[column], err) == 0)
        return 0;
    return table_refuse(table, column, err);
}

static int apply_certificate(const struct table *table, struct organization *organization,
                             struct err *err)
{
    struct date starts = DATE_NONE, ends = DATE_NONE;
    struct fact fact;

    if (read_date(&starts, table, COLUMN_STARTS, err) != 0 ||
        read_date(&ends, table, COLUMN_ENDS, err) != 0)
        return -1;
    if (!date_is_set(starts) && date_is_set(ends))
        return err_set(err, ERR_INVALID,
                       N_("the certificate has an end and no start: the start is what "
                          "the deadlines are counted from"));
    if (!date_is_set(starts))
        return 0;
    fact_init(&fact, FACT_CERTIFICATE_ISSUED, starts);
    fact.starts = starts;
    fact.ends = ends;
    fact.number = mem_strdup(table->cells[COLUMN_NUMBER]);
    add_fact(organization, &fact);
    return 0;
}

static int apply_surveillance(const struct table *table,
                              struct organization *organization, struct err *err)
{
    struct date held = DATE_NONE;
    struct fact fact;

    if (read_date(&held, table, COLUMN_SURVEILLANCE, err) != 0)
        return -1;
    if (!date_is_set(held))
        return 0;
    fact_init(&fact, FACT_AUDIT_HELD, held);
    fact.audit = AUDIT_SURVEILLANCE;
    add_fact(organization, &fact);
    return 0;
}

/* The target that counts now: that of the last day, and of those the last. */
static struct date current_target(const struct organization *organization)
{
    const struct fact *last = NULL;

    for (size_t i = 0; i < organization->fact_count; i++) {
        const struct fact *fact = &organization->facts[i];
        if (fact->kind == FACT_TARGET_SET && !fact->retracted &&
            (!last || date_cmp(fact->on, last->on) >= 0))
            last = fact;
    }
    return last ? last->target : DATE_NONE;
}

static int apply_target(const struct table *table, struct organization *organization,
                        struct date today, struct err *err)
{
    struct date target = DATE_NONE;
    struct fact fact;

    if (read_date(&target, table, COLUMN_TARGET, err) != 0)
        return -1;
    if (date_cmp(target, current_target(organization)) == 0 || !date_is_set(target))
        return 0;
    /* Of today and not of the target's day: it is when the wish became known. */
    fact_init(&fact, FACT_TARGET_SET, today);
    fact.target = target;
    organization_add_fact(organization, &fact);
    return 0;
}

/* -- the row --------------------------------------------------------------------- */

int table_apply(const struct table *table, struct organization *organization,
                struct date today, const struct holidays *holidays, struct err *err)
{
    /* The target is not among them: it alone has to know what day it is. */
    static int (*const parts[])(const struct table *, struct organization *,
                                struct err *) = {
        apply_texts,   apply_numbers,     apply_categories,   apply_tags,
        apply_contact, apply_certificate, apply_surveillance,
    };

    if (!*organization->id)
        memcpy(organization->id, table->id, sizeof(organization->id));
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (parts[i](table, organization, err) != 0)
            return -1;
    if (apply_target(table, organization, today, err) != 0)
        return -1;
    return document_check(organization, holidays, err);
}

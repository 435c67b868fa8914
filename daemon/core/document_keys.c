#include "document_keys.h"

#include "jalon/core/organization.h"
#include "jalon/core/recurrence.h"

/* The limits are generous for what people write and keep a page, a mail or a calendar
 * entry from being flooded by one field. */
#define LENGTH(array)  (sizeof(array) / sizeof((array)[0]))
#define ID_MAX         64
#define SHORT_TEXT_MAX 100
#define TEXT_MAX       300
#define RRULE_MAX      500
#define INDICATOR_MAX  33
#define PLAN_DAYS_MAX  3650

/* So that a row says what it means. */
#define OPTIONAL false
#define REQUIRED true

/* A row; a key is called as the member that holds its value. */
#define KEY(owner, member, ...)                                                          \
    {                                                                                    \
        .name = #member, .offset = offsetof(struct owner, member), __VA_ARGS__           \
    }
#define TEXT(owner, member, need, limit)                                                 \
    KEY(owner, member, .type = &document_text, .required = need, .max = limit)
#define RULED(owner, member, need, by)                                                   \
    KEY(owner, member, .type = &document_text, .required = need, .rule = by)
#define CHARS(owner, member, by) KEY(owner, member, .type = &document_chars, .rule = by)
#define DATE(owner, member, need)                                                        \
    KEY(owner, member, .type = &document_date, .required = need)
#define NUMBER(owner, member, kind, from, to)                                            \
    KEY(owner, member, .type = &kind, .min = from, .max = to)
#define ENUM(owner, member, need, of)                                                    \
    KEY(owner, member, .type = &document_enum, .required = need, .names = &of)
#define CATEGORIES(owner, member) KEY(owner, member, .type = &document_categories)
#define BOOL(owner, member)       KEY(owner, member, .type = &document_bool)
#define LIST(owner, member, number, of)                                                  \
    KEY(owner, member, .count = offsetof(struct owner, number), .items = &of)

/* -- facts ----------------------------------------------------------------------- */

/* In the order in which they are written. */
enum fact_key {
    KEY_ID,
    KEY_KIND,
    KEY_ON,
    KEY_TARGET,
    KEY_NC,
    KEY_GRADE,
    KEY_AUDIT,
    KEY_INDICATOR,
    KEY_REFERENTIAL,
    KEY_PLAN_DAYS,
    KEY_DAY,
    KEY_MODE,
    KEY_STARTS,
    KEY_ENDS,
    KEY_NUMBER,
    KEY_CERTIFIER,
    KEY_CATEGORIES,
    KEY_YEAR,
    KEY_OBLIGATION,
    KEY_DUE,
    KEY_RETRACTED,
    KEY_RECORDED_AT,
    KEY_BY,
    KEY_COUNT,
};

static const struct key fact_keys[KEY_COUNT] = {
    [KEY_ID] = TEXT(fact, id, OPTIONAL, ID_MAX),
    [KEY_KIND] = ENUM(fact, kind, REQUIRED, organization_fact_kinds),
    [KEY_ON] = DATE(fact, on, REQUIRED),
    [KEY_TARGET] = DATE(fact, target, OPTIONAL),
    [KEY_NC] = TEXT(fact, nc, OPTIONAL, SHORT_TEXT_MAX),
    [KEY_GRADE] = ENUM(fact, grade, OPTIONAL, organization_grades),
    [KEY_AUDIT] = ENUM(fact, audit, OPTIONAL, organization_audits),
    [KEY_INDICATOR] = NUMBER(fact, indicator, document_int, 1, INDICATOR_MAX),
    [KEY_REFERENTIAL] = TEXT(fact, referential, OPTIONAL, SHORT_TEXT_MAX),
    [KEY_PLAN_DAYS] = NUMBER(fact, plan_days, document_int, 0, PLAN_DAYS_MAX),
    [KEY_DAY] = DATE(fact, day, OPTIONAL),
    [KEY_MODE] = ENUM(fact, mode, OPTIONAL, organization_modes),
    [KEY_STARTS] = DATE(fact, starts, OPTIONAL),
    [KEY_ENDS] = DATE(fact, ends, OPTIONAL),
    [KEY_NUMBER] = TEXT(fact, number, OPTIONAL, TEXT_MAX),
    [KEY_CERTIFIER] = TEXT(fact, certifier, OPTIONAL, TEXT_MAX),
    [KEY_CATEGORIES] = CATEGORIES(fact, categories),
    [KEY_YEAR] = NUMBER(fact, year, document_int, DATE_MIN_YEAR, DATE_MAX_YEAR),
    [KEY_OBLIGATION] = RULED(fact, obligation, OPTIONAL, document_rule_id),
    [KEY_DUE] = DATE(fact, due, OPTIONAL),
    [KEY_RETRACTED] = BOOL(fact, retracted),
    [KEY_RECORDED_AT] = RULED(fact, recorded_at, OPTIONAL, document_rule_instant),
    [KEY_BY] = TEXT(fact, by, OPTIONAL, TEXT_MAX),
};

/* Sets of the keys above. */
#define HAS(key) (1U << KEY_##key)

/* A bit a key: what a kind of fact needs and what it may have is one word each. */
static const unsigned of_every_fact =
    HAS(ID) | HAS(KIND) | HAS(ON) | HAS(RETRACTED) | HAS(RECORDED_AT) | HAS(BY);

static const unsigned needed[FACT_KIND_COUNT] = {
    [FACT_TARGET_SET] = HAS(TARGET),
    [FACT_CERTIFIER_CHOSEN] = HAS(CERTIFIER),
    [FACT_CERTIFIER_TRANSFERRED] = HAS(CERTIFIER),
    [FACT_AUDIT_BOOKED] = HAS(AUDIT) | HAS(DAY),
    [FACT_AUDIT_CANCELLED] = HAS(AUDIT),
    [FACT_AUDIT_HELD] = HAS(AUDIT),
    [FACT_NC_NOTIFIED] = HAS(NC) | HAS(GRADE),
    [FACT_NC_PLAN_SENT] = HAS(NC),
    [FACT_NC_FIXED] = HAS(NC),
    [FACT_NC_LIFTED] = HAS(NC),
    [FACT_NC_REQUALIFIED] = HAS(NC),
    [FACT_SCOPE_EXTENDED] = HAS(CATEGORIES),
    [FACT_BPF_FILED] = HAS(YEAR),
    [FACT_ACCOUNTS_FILED] = HAS(YEAR),
    [FACT_OBLIGATION_DONE] = HAS(OBLIGATION) | HAS(DUE),
};

static const unsigned optional[FACT_KIND_COUNT] = {
    [FACT_AUDIT_BOOKED] = HAS(MODE),
    [FACT_AUDIT_HELD] = HAS(MODE),
    [FACT_NC_NOTIFIED] = HAS(AUDIT) | HAS(INDICATOR) | HAS(REFERENTIAL) | HAS(PLAN_DAYS),
    [FACT_CERTIFICATE_ISSUED] = HAS(STARTS) | HAS(ENDS) | HAS(NUMBER) | HAS(CERTIFIER),
};

/* A key that a kind does not take is an error and not ignored: it may be the wrong kind.
 */
static int check_key_of_kind(const struct fact *fact, int index, struct err *err)
{
    const struct key *key = &fact_keys[index];
    const char *member = (const char *)fact + key->offset;
    unsigned bit = 1U << index;
    unsigned known = of_every_fact | needed[fact->kind] | optional[fact->kind];
    bool is_set = key->type->is_set(member, key);

    if (is_set && !(known & bit))
        return err_set(err, ERR_INVALID, N_("a fact %s takes no such key"),
                       fact_kind_name(fact->kind));
    if (!is_set && (needed[fact->kind] & bit))
        return err_set(err, ERR_INVALID, N_("must be given in a fact %s"),
                       fact_kind_name(fact->kind));
    return 0;
}

static int check_fact(const void *object, const struct place *place, struct err *err)
{
    const struct fact *fact = object;

    for (int i = 0; i < KEY_COUNT; i++) {
        const struct place here = {place, fact_keys[i].name, 0};
        if (check_key_of_kind(fact, i, err) != 0)
            return document_wrap(&here, err);
    }
    if (date_is_set(fact->ends) && date_cmp(fact->ends, fact_starts(fact)) < 0) {
        const struct place here = {place, fact_keys[KEY_ENDS].name, 0};
        err_set(err, ERR_INVALID, N_("the end lies before the start"));
        return document_wrap(&here, err);
    }
    return 0;
}

/* Neither a kind nor a day: both must be given, and 0 would be a kind and 1970. */
static void init_fact(void *object)
{
    fact_init(object, FACT_KIND_COUNT, DATE_NONE);
}

const struct shape document_fact = {
    .keys = fact_keys,
    .key_count = KEY_COUNT,
    .size = sizeof(struct fact),
    .init = init_fact,
    .check = check_fact,
};

/* -- tags, contacts, obligations ------------------------------------------------- */

static const struct key tag_key[] = {
    {.name = "", .type = &document_text, .max = TEXT_MAX},
};

static const struct shape tag_shape = {
    .keys = tag_key,
    .key_count = LENGTH(tag_key),
    .bare = true,
    .size = sizeof(char *),
};

static const struct key contact_keys[] = {
    TEXT(contact, name, OPTIONAL, TEXT_MAX),
    RULED(contact, email, REQUIRED, document_rule_email),
};

static const struct shape contact_shape = {
    .keys = contact_keys,
    .key_count = LENGTH(contact_keys),
    .size = sizeof(struct contact),
};

static const struct key obligation_keys[] = {
    RULED(obligation, id, REQUIRED, document_rule_id),
    TEXT(obligation, title, OPTIONAL, TEXT_MAX),
    TEXT(obligation, rrule, REQUIRED, RRULE_MAX),
    DATE(obligation, starts, REQUIRED),
};

static void init_obligation(void *object)
{
    struct obligation *obligation = object;

    *obligation = (struct obligation){.starts = DATE_NONE};
}

static int check_obligation(const void *object, const struct place *place,
                            struct err *err)
{
    const struct obligation *obligation = object;
    const struct place here = {place, "rrule", 0};

    if (recurrence_check(obligation->rrule, obligation->starts, err) != 0)
        return document_wrap(&here, err);
    return 0;
}

static const struct shape obligation_shape = {
    .keys = obligation_keys,
    .key_count = LENGTH(obligation_keys),
    .size = sizeof(struct obligation),
    .init = init_obligation,
    .check = check_obligation,
};

/* -- organizations --------------------------------------------------------------- */

/* In the order in which they are written; facts and obligations, which are long, last. */
static const struct key organization_keys[] = {
    CHARS(organization, id, document_rule_id),
    TEXT(organization, name, REQUIRED, ORGANIZATION_NAME_MAX),
    CHARS(organization, siret, document_rule_siret),
    CHARS(organization, nda, document_rule_nda),
    CATEGORIES(organization, categories),
    NUMBER(organization, turnover, document_int64, 0, ORGANIZATION_TURNOVER_MAX),
    NUMBER(organization, sites, document_int, 1, ORGANIZATION_SITES_MAX),
    TEXT(organization, zone, OPTIONAL, TEXT_MAX),
    RULED(organization, timezone, OPTIONAL, document_rule_timezone),
    RULED(organization, language, OPTIONAL, document_rule_language),
    TEXT(organization, owner, OPTIONAL, TEXT_MAX),
    LIST(organization, tags, tag_count, tag_shape),
    TEXT(organization, certifier, OPTIONAL, TEXT_MAX),
    LIST(organization, contacts, contact_count, contact_shape),
    LIST(organization, facts, fact_count, document_fact),
    LIST(organization, obligations, obligation_count, obligation_shape),
};

static void init_organization(void *object)
{
    organization_init(object);
}

const struct shape document_organization = {
    .keys = organization_keys,
    .key_count = LENGTH(organization_keys),
    .size = sizeof(struct organization),
    .init = init_organization,
};

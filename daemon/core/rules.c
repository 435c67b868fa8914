#include "jalon/core/rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/ini.h"
#include "rule_values.h"

/* There is a new one every few years. */
#define REFERENTIALS_MAX    16
#define REFERENTIAL_SECTION "referential"
#define AUDIT_SECTION       "audit.days"

struct row_list {
    struct rule_row *items;
    size_t count, capacity;
};

struct rules {
    struct row_list rows[RULE_COUNT];
    struct referential referentials[REFERENTIALS_MAX];
    size_t referential_count;
    struct audit_row *audits; /* by effective_from, then turnover_below */
    size_t audit_count, audit_capacity;
};

static const char *const names[RULE_COUNT] = {
    [RULE_CERTIFICATE_END] = "certificate.end",
    [RULE_PREPARATION_ASSESSMENT] = "preparation.assessment",
    [RULE_PREPARATION_CERTIFIER] = "preparation.certifier",
    [RULE_PREPARATION_APPLICATION] = "preparation.application",
    [RULE_INITIAL_AUDIT] = "initial.audit",
    [RULE_SURVEILLANCE_TARGET] = "surveillance.target",
    [RULE_SURVEILLANCE_OPENS] = "surveillance.opens",
    [RULE_SURVEILLANCE_CLOSES] = "surveillance.closes",
    [RULE_SURVEILLANCE_SAFE] = "surveillance.safe",
    [RULE_RENEWAL_TENDER] = "renewal.tender",
    [RULE_RENEWAL_TENDER_COUNTS] = "renewal.tender.counts",
    [RULE_RENEWAL_AUDIT_OPENS] = "renewal.audit.opens",
    [RULE_RENEWAL_AUDIT] = "renewal.audit",
    [RULE_EXPIRY_OPENS] = "certificate.expiry.opens",
    [RULE_EXPIRY] = "certificate.expiry",
    [RULE_NC_PLAN] = "nc.plan",
    [RULE_NC_MINOR_FIX] = "nc.minor.fix",
    [RULE_NC_MAJOR_FIX] = "nc.major.fix",
    [RULE_NC_MAJOR_VERIFY] = "nc.major.verify",
    [RULE_NC_FIVE_MINORS] = "nc.five_minors",
    [RULE_SUSPENSION_END] = "suspension.end",
    [RULE_REAPPLY] = "reapply.allowed",
    [RULE_BPF] = "bpf",
    [RULE_CFA_ACCOUNTS] = "cfa.accounts",
    [RULE_OBLIGATION] = "obligation",
};

const char *rule_name(enum rule_id id)
{
    return names[id];
}

/* -- sections -------------------------------------------------------------------- */

/* The limits catch slips, not the law: ten years, one year. */
static int row_key(void *section, const char *key, const char *value, struct err *err)
{
    struct rule_row *row = section;

    if (text_equal(key, "effective_from"))
        return date_parse(&row->effective_from, value, err);
    if (text_equal(key, "months"))
        return rule_value_int(&row->months, value, -120, 120, err);
    if (text_equal(key, "days"))
        return rule_value_int(&row->days, value, -366, 366, err);
    if (text_equal(key, "month_day"))
        return rule_value_month_day(row, value, err);
    if (text_equal(key, "count"))
        return rule_value_int(&row->count, value, 1, 100, err);
    if (text_equal(key, "source"))
        return rule_value_text(&row->source, value, err);
    if (text_equal(key, "trust"))
        return rule_value_trust(&row->trust, value, err);
    if (text_equal(key, "confirm"))
        return rule_value_bool(&row->confirm, value, err);
    return err_set(err, ERR_INVALID, N_("a rule has no key \"%.40s\""), key);
}

static int referential_key(void *section, const char *key, const char *value,
                           struct err *err)
{
    struct referential *referential = section;

    if (text_equal(key, "effective_from"))
        return date_parse(&referential->effective_from, value, err);
    if (text_equal(key, "indicators"))
        return rule_value_int(&referential->indicators, value, 1, INDICATORS_MAX, err);
    if (text_equal(key, "major_only"))
        return rule_value_indicators(&referential->major_only, value, err);
    if (text_equal(key, "source"))
        return rule_value_text(&referential->source, value, err);
    if (text_equal(key, "confirm"))
        return rule_value_bool(&referential->confirm, value, err);
    return err_set(err, ERR_INVALID, N_("a referential has no key \"%.40s\""), key);
}

static int audit_key(void *section, const char *key, const char *value, struct err *err)
{
    struct audit_row *row = section;
    const struct {
        const char *key;
        int *halves;
    } halves[] = {
        {"base",     &row->base    },
        {"category", &row->category},
        {"cfa",      &row->cfa     },
        {"site",     &row->site    },
    };

    for (size_t i = 0; i < sizeof(halves) / sizeof(halves[0]); i++)
        if (text_equal(key, halves[i].key))
            return rule_value_halves(halves[i].halves, value, err);
    if (text_equal(key, "effective_from"))
        return date_parse(&row->effective_from, value, err);
    if (text_equal(key, "turnover_below"))
        return rule_value_int(&row->turnover_below, value, 1, INT32_MAX, err);
    if (text_equal(key, "sampled"))
        return rule_value_int(&row->sampled, value, 0, 1000, err);
    if (text_equal(key, "source"))
        return rule_value_text(&row->source, value, err);
    if (text_equal(key, "trust"))
        return rule_value_trust(&row->trust, value, err);
    if (text_equal(key, "confirm"))
        return rule_value_bool(&row->confirm, value, err);
    return err_set(err, ERR_INVALID, N_("audit days have no key \"%.40s\""), key);
}

static int rule_parse(enum rule_id *out, const char *name)
{
    int place = text_place(names, RULE_COUNT, name);

    if (place < 0)
        return -1;
    *out = (enum rule_id)place;
    return 0;
}

/* What is read, and the section that the lines at hand belong to. */
struct reading {
    struct rules *rules;
    struct err *err;  /* the first error; later lines are skipped once it is set */
    int section_line; /* of the section at hand */
    void *section;    /* what its keys go into */
    int (*key)(void *section, const char *key, const char *value, struct err *err);
};

static struct rule_row *add_row(struct row_list *list)
{
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    struct rule_row *row = &list->items[list->count++];
    *row = (struct rule_row){.effective_from = DATE_NONE};
    return row;
}

static int start_referential(struct reading *reading, const char *name)
{
    struct rules *rules = reading->rules;

    if (rules->referential_count == REFERENTIALS_MAX)
        return err_set(reading->err, ERR_INVALID,
                       N_("there are more than %d referentials"), REFERENTIALS_MAX);
    struct referential *referential = &rules->referentials[rules->referential_count++];
    referential->name = mem_strdup(name);
    referential->effective_from = DATE_NONE;
    reading->section = referential;
    reading->key = referential_key;
    return 0;
}

static int start_audit(struct reading *reading)
{
    struct rules *rules = reading->rules;

    rules->audits = mem_grow(rules->audits, rules->audit_count, &rules->audit_capacity,
                             sizeof(*rules->audits));
    rules->audits[rules->audit_count] = (struct audit_row){.effective_from = DATE_NONE};
    reading->section = &rules->audits[rules->audit_count++];
    reading->key = audit_key;
    return 0;
}

/* A section is known by its line: two rows of one rule may have the same name, or none.
 */
static int start_section(struct reading *reading, const struct ini_line *line)
{
    enum rule_id id;

    reading->section_line = line->section_line;
    if (text_equal(line->section, REFERENTIAL_SECTION))
        return start_referential(reading, line->name);
    if (text_equal(line->section, AUDIT_SECTION))
        return start_audit(reading);
    if (rule_parse(&id, line->section) != 0)
        return err_set(reading->err, ERR_INVALID, N_("there is no rule \"%.60s\""),
                       line->section);
    reading->section = add_row(&reading->rules->rows[id]);
    reading->key = row_key;
    return 0;
}

static int read_line(struct reading *reading, const struct ini_line *line)
{
    if (!line->key)
        return err_set(reading->err, ERR_INVALID, "%s",
                       tr(reading->err->lang, line->value));
    if (line->section_line != reading->section_line && start_section(reading, line) != 0)
        return -1;
    return reading->key(reading->section, line->key, line->value, reading->err);
}

/* Only the first error: a file that half holds is not used, and rules come as a whole. */
static void on_line(void *context, const struct ini_line *line)
{
    struct reading *reading = context;

    if (reading->err->code == ERR_NONE && read_line(reading, line) != 0)
        err_wrap(reading->err, "%s:%d", line->file, line->line);
}

/* -- the whole ------------------------------------------------------------------- */

static int compare_rows(const void *a, const void *b)
{
    const struct rule_row *left = a, *right = b;

    return date_cmp(left->effective_from, right->effective_from);
}

static int compare_referentials(const void *a, const void *b)
{
    const struct referential *left = a, *right = b;

    return date_cmp(left->effective_from, right->effective_from);
}

/* A date without its source cannot be defended before a client, hence no row without. */
static int check_rows(struct row_list *list, enum rule_id id, struct err *err)
{
    if (list->count == 0)
        return err_set(err, ERR_INVALID, N_("rule %s has no row"), names[id]);
    qsort(list->items, list->count, sizeof(*list->items), compare_rows);
    for (size_t i = 0; i < list->count; i++) {
        const struct rule_row *row = &list->items[i];
        if (!date_is_set(row->effective_from))
            return err_set(err, ERR_INVALID, N_("a row of rule %s lacks effective_from"),
                           names[id]);
        if (!row->source)
            return err_set(err, ERR_INVALID, N_("a row of rule %s lacks its source"),
                           names[id]);
        if ((id == RULE_BPF || id == RULE_CFA_ACCOUNTS) && !row->month)
            return err_set(err, ERR_INVALID, N_("a row of rule %s lacks month_day"),
                           names[id]);
        if (i && date_cmp(row[-1].effective_from, row->effective_from) == 0)
            return err_set(err, ERR_INVALID, N_("rule %s has two rows for one day"),
                           names[id]);
    }
    return 0;
}

/* An audit is always held under one, so there must be one. */
static int check_referentials(struct rules *rules, struct err *err)
{
    if (rules->referential_count == 0)
        return err_set(err, ERR_INVALID, N_("there is no referential"));
    for (size_t i = 0; i < rules->referential_count; i++) {
        const struct referential *referential = &rules->referentials[i];
        if (!date_is_set(referential->effective_from) || !referential->indicators ||
            !referential->source)
            return err_set(
                err, ERR_INVALID,
                N_("referential %s lacks effective_from, indicators or source"),
                referential->name);
    }
    qsort(rules->referentials, rules->referential_count, sizeof(rules->referentials[0]),
          compare_referentials);
    return 0;
}

/* The turnover from which on ROW does not apply. */
static int64_t audit_bound(const struct audit_row *row)
{
    return row->turnover_below ? row->turnover_below : INT64_MAX;
}

static int compare_audits(const void *a, const void *b)
{
    const struct audit_row *left = a, *right = b;
    int order = date_cmp(left->effective_from, right->effective_from);

    if (order)
        return order;
    return (audit_bound(left) > audit_bound(right)) -
           (audit_bound(left) < audit_bound(right));
}

/* There may be none: an estimate that cannot be made is left out. */
static int check_audits(struct rules *rules, struct err *err)
{
    for (size_t i = 0; i < rules->audit_count; i++)
        if (!date_is_set(rules->audits[i].effective_from) || !rules->audits[i].source ||
            !rules->audits[i].base)
            return err_set(
                err, ERR_INVALID,
                N_("a row of audit.days lacks effective_from, base or source"));
    if (rules->audit_count)
        qsort(rules->audits, rules->audit_count, sizeof(rules->audits[0]),
              compare_audits);
    return 0;
}

static int check(struct rules *rules, const char *file, struct err *err)
{
    for (int id = 0; id < RULE_COUNT; id++)
        if (check_rows(&rules->rows[id], (enum rule_id)id, err) != 0)
            return err_wrap(err, "%s", file);
    if (check_referentials(rules, err) != 0 || check_audits(rules, err) != 0)
        return err_wrap(err, "%s", file);
    return 0;
}

int rules_parse(struct rules **out, const char *text, size_t length, const char *file,
                struct err *err)
{
    struct rules *rules = mem_new(sizeof(*rules));
    struct reading reading = {.rules = rules, .err = err};

    err->code = ERR_NONE;
    ini_read(text, length, file, on_line, &reading);
    if (err->code != ERR_NONE || check(rules, file, err) != 0) {
        rules_free(rules);
        return -1;
    }
    *out = rules;
    return 0;
}

void rules_free(struct rules *rules)
{
    if (!rules)
        return;
    for (int id = 0; id < RULE_COUNT; id++) {
        for (size_t i = 0; i < rules->rows[id].count; i++)
            free(rules->rows[id].items[i].source);
        free(rules->rows[id].items);
    }
    for (size_t i = 0; i < rules->referential_count; i++) {
        free(rules->referentials[i].name);
        free(rules->referentials[i].source);
    }
    for (size_t i = 0; i < rules->audit_count; i++)
        free(rules->audits[i].source);
    free(rules->audits);
    free(rules);
}

const struct rule_row *rules_row(const struct rules *rules, enum rule_id id,
                                 struct date anchor)
{
    const struct row_list *list = &rules->rows[id];
    size_t i = list->count;

    assert(list->count > 0);
    /* From the newest; the first row stands for all that came before it. */
    while (i > 1 && date_cmp(list->items[i - 1].effective_from, anchor) > 0)
        i--;
    return &list->items[i - 1];
}

size_t rules_row_count(const struct rules *rules, enum rule_id id)
{
    return rules->rows[id].count;
}

const struct rule_row *rules_row_at(const struct rules *rules, enum rule_id id,
                                    size_t index)
{
    return &rules->rows[id].items[index];
}

const struct referential *rules_referential(const struct rules *rules, struct date day)
{
    size_t i = rules->referential_count;

    while (i > 1 && date_cmp(rules->referentials[i - 1].effective_from, day) > 0)
        i--;
    return &rules->referentials[i - 1];
}

const struct referential *rules_referential_named(const struct rules *rules,
                                                  const char *name)
{
    for (size_t i = 0; i < rules->referential_count; i++)
        if (text_equal(rules->referentials[i].name, name))
            return &rules->referentials[i];
    return NULL;
}

const struct referential *rules_referential_at(const struct rules *rules, size_t index)
{
    return index < rules->referential_count ? &rules->referentials[index] : NULL;
}

/* The newest table that DAY has reached, and in it the first band that TURNOVER is below;
 * a table replaces the one before it as a whole. */
const struct audit_row *rules_audit(const struct rules *rules, struct date day,
                                    int64_t turnover)
{
    const struct audit_row *found = NULL;
    struct date from = DATE_NONE; /* of the rows that FOUND may be among */

    for (size_t i = 0; i < rules->audit_count; i++) {
        const struct audit_row *row = &rules->audits[i];
        if (i && date_cmp(row->effective_from, day) > 0)
            break;
        if (date_cmp(row->effective_from, from) != 0)
            found = NULL;
        from = row->effective_from;
        if (!found && turnover < audit_bound(row))
            found = row;
    }
    return found;
}

const struct audit_row *rules_audit_at(const struct rules *rules, size_t index)
{
    return index < rules->audit_count ? &rules->audits[index] : NULL;
}

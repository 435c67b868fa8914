#include "jalon/core/rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/ini.h"

#define REFERENTIALS_MAX    16
#define INDICATORS_MAX      63 /* bits of major_only */
#define REFERENTIAL_SECTION "referential"

struct row_list {
    struct rule_row *items;
    size_t count, capacity;
};

struct rules {
    struct row_list rows[RULE_COUNT];
    struct referential referentials[REFERENTIALS_MAX];
    size_t referential_count;
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

static const char *const trusts[] = {
    [TRUST_LAW] = "law",
    [TRUST_LIKELY] = "likely",
    [TRUST_PRACTICE] = "practice",
};

const char *rule_name(enum rule_id id)
{
    return names[id];
}

const char *trust_name(enum trust trust)
{
    return trusts[trust];
}

/* -- values of keys -------------------------------------------------------------- */

static int int_value(int *out, const char *text, int min, int max, struct err *err)
{
    int64_t number;

    if (text_number(&number, text, min, max) != 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no number from %d to %d"), text,
                       min, max);
    *out = (int)number;
    return 0;
}

static int bool_value(bool *out, const char *text, struct err *err)
{
    if (!text_equal(text, "yes") && !text_equal(text, "no"))
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is neither yes nor no"), text);
    *out = text_equal(text, "yes");
    return 0;
}

static int trust_value(enum trust *out, const char *text, struct err *err)
{
    for (size_t i = 0; i < sizeof(trusts) / sizeof(trusts[0]); i++) {
        if (!text_equal(text, trusts[i]))
            continue;
        *out = (enum trust)i;
        return 0;
    }
    return err_set(err, ERR_INVALID, N_("\"%.40s\" is none of law, likely, practice"),
                   text);
}

static int month_day_value(struct rule_row *row, const char *text, struct err *err)
{
    char day[16] = "2023-"; /* no leap year: 29 February is no yearly closing day */
    struct date date;

    if (strlen(text) != 5)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no day of a year: write 04-30"),
                       text);
    memcpy(day + 5, text, 6);
    if (date_parse(&date, day, err) != 0)
        return -1;
    row->month = date_civil(date).month;
    row->day = date_civil(date).day;
    return 0;
}

static int text_value(char **out, const char *text, struct err *err)
{
    if (!*text || text_has_control(text))
        return err_set(err, ERR_INVALID, N_("a text is wanted here"));
    free(*out);
    *out = mem_strdup(text);
    return 0;
}

/* Space-separated numbers from 1 to INDICATORS_MAX as bits. */
static int indicators_value(uint64_t *out, const char *text, struct err *err)
{
    uint64_t bits = 0;
    int number = 0;

    for (;; text++) {
        if (*text >= '0' && *text <= '9') {
            number = number * 10 + (*text - '0');
            if (number <= INDICATORS_MAX)
                continue;
        }
        if (number > INDICATORS_MAX || (*text && *text != ' '))
            return err_set(err, ERR_INVALID,
                           N_("indicators are numbers from 1 to %d, separated by spaces"),
                           INDICATORS_MAX);
        if (number)
            bits |= UINT64_C(1) << number;
        number = 0;
        if (!*text)
            break;
    }
    *out = bits;
    return 0;
}

/* -- sections -------------------------------------------------------------------- */

static int row_key(struct rule_row *row, const char *key, const char *value,
                   struct err *err)
{
    if (text_equal(key, "effective_from"))
        return date_parse(&row->effective_from, value, err);
    if (text_equal(key, "months"))
        return int_value(&row->months, value, -120, 120, err);
    if (text_equal(key, "days"))
        return int_value(&row->days, value, -366, 366, err);
    if (text_equal(key, "month_day"))
        return month_day_value(row, value, err);
    if (text_equal(key, "count"))
        return int_value(&row->count, value, 1, 100, err);
    if (text_equal(key, "source"))
        return text_value(&row->source, value, err);
    if (text_equal(key, "trust"))
        return trust_value(&row->trust, value, err);
    if (text_equal(key, "confirm"))
        return bool_value(&row->confirm, value, err);
    return err_set(err, ERR_INVALID, N_("a rule has no key \"%.40s\""), key);
}

static int referential_key(struct referential *referential, const char *key,
                           const char *value, struct err *err)
{
    if (text_equal(key, "effective_from"))
        return date_parse(&referential->effective_from, value, err);
    if (text_equal(key, "indicators"))
        return int_value(&referential->indicators, value, 1, INDICATORS_MAX, err);
    if (text_equal(key, "major_only"))
        return indicators_value(&referential->major_only, value, err);
    if (text_equal(key, "source"))
        return text_value(&referential->source, value, err);
    if (text_equal(key, "confirm"))
        return bool_value(&referential->confirm, value, err);
    return err_set(err, ERR_INVALID, N_("a referential has no key \"%.40s\""), key);
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
    struct rule_row *row;
    struct referential *referential;
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
    reading->referential = &rules->referentials[rules->referential_count++];
    reading->referential->name = mem_strdup(name);
    reading->referential->effective_from = DATE_NONE;
    return 0;
}

static int start_section(struct reading *reading, const struct ini_line *line)
{
    enum rule_id id;

    reading->section_line = line->section_line;
    reading->row = NULL;
    reading->referential = NULL;
    if (text_equal(line->section, REFERENTIAL_SECTION))
        return start_referential(reading, line->name);
    if (rule_parse(&id, line->section) != 0)
        return err_set(reading->err, ERR_INVALID, N_("there is no rule \"%.60s\""),
                       line->section);
    reading->row = add_row(&reading->rules->rows[id]);
    return 0;
}

static int read_line(struct reading *reading, const struct ini_line *line)
{
    if (!line->key)
        return err_set(reading->err, ERR_INVALID, "%s",
                       tr(reading->err->lang, line->value));
    if (line->section_line != reading->section_line && start_section(reading, line) != 0)
        return -1;
    return reading->row ? row_key(reading->row, line->key, line->value, reading->err)
                        : referential_key(reading->referential, line->key, line->value,
                                          reading->err);
}

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

static int check(struct rules *rules, const char *file, struct err *err)
{
    for (int id = 0; id < RULE_COUNT; id++)
        if (check_rows(&rules->rows[id], (enum rule_id)id, err) != 0)
            return err_wrap(err, "%s", file);
    if (check_referentials(rules, err) != 0)
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
    free(rules);
}

const struct rule_row *rules_row(const struct rules *rules, enum rule_id id,
                                 struct date anchor)
{
    const struct row_list *list = &rules->rows[id];
    size_t i = list->count;

    assert(list->count > 0);
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

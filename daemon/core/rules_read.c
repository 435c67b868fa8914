/* From the text of a rule file to its rows. */
#include <assert.h>
#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/ini.h"
#include "rule_values.h"
#include "rules_parts.h"

#define REFERENTIAL_SECTION "referential"
#define AUDIT_SECTION       "audit.days"

/* -- what a section holds -------------------------------------------------------- */

/* A row; a key is called as the member that holds its value. */
#define KEY(owner, member, ...)                                                          \
    {                                                                                    \
        .name = #member, .offset = offsetof(struct owner, member), __VA_ARGS__           \
    }
#define NUMBER(owner, member, from, to, need)                                            \
    KEY(owner, member, .read = rule_value_int, .min = from, .max = to, .required = need)
#define HALVES(member, need)                                                             \
    KEY(audit_row, member, .read = rule_value_halves, .required = need)

/* What every section has.  A date without its source cannot be defended before a client,
 * hence none without. */
#define HEAD(owner)                                                                      \
    KEY(owner, effective_from, .read = rule_value_date, .required = true),               \
        KEY(owner, source, .read = rule_value_text, .required = true),                   \
        KEY(owner, confirm, .read = rule_value_bool)
#define TRUSTED(owner) HEAD(owner), KEY(owner, trust, .read = rule_value_trust)

/* The limits catch slips, not the law: ten years, one year. */
static const struct rule_key delay_keys[] = {
    TRUSTED(rule_row),
    NUMBER(rule_row, months, -120, 120, true),
    NUMBER(rule_row, days, -366, 366, false),
};
static const struct rule_key shift_keys[] = {
    TRUSTED(rule_row),
    NUMBER(rule_row, months, -120, 120, false),
    NUMBER(rule_row, days, -366, 366, true),
};
static const struct rule_key yearly_keys[] = {
    TRUSTED(rule_row),
    KEY(rule_row, month_day, .read = rule_value_month_day, .required = true),
};
static const struct rule_key count_keys[] = {
    TRUSTED(rule_row),
    NUMBER(rule_row, count, 1, 100, true),
};
static const struct rule_key bare_keys[] = {TRUSTED(rule_row)};
static const struct rule_key referential_keys[] = {
    HEAD(referential),
    NUMBER(referential, indicators, 1, INDICATORS_MAX, true),
    KEY(referential, major_only, .read = rule_value_indicators),
};
static const struct rule_key audit_keys[] = {
    TRUSTED(audit_row),
    NUMBER(audit_row, turnover_below, 1, INT32_MAX, false),
    HALVES(base, true),
    HALVES(category, false),
    HALVES(cfa, false),
    HALVES(site, false),
    NUMBER(audit_row, sampled, 0, 1000, false),
};

/* All keys of one kind of section. */
struct form {
    const struct rule_key *keys;
    size_t count;
};

#define FORM(keys)                                                                       \
    {                                                                                    \
        keys, sizeof(keys) / sizeof((keys)[0])                                           \
    }
static const struct form delay_form = FORM(delay_keys), shift_form = FORM(shift_keys),
                         yearly_form = FORM(yearly_keys), count_form = FORM(count_keys),
                         bare_form = FORM(bare_keys), audit_form = FORM(audit_keys),
                         referential_form = FORM(referential_keys);

/* A rule that is not named here is a delay. */
static const struct form *const forms[RULE_COUNT] = {
    [RULE_SURVEILLANCE_SAFE] = &shift_form, [RULE_NC_PLAN] = &bare_form,
    [RULE_NC_FIVE_MINORS] = &count_form,    [RULE_BPF] = &yearly_form,
    [RULE_CFA_ACCOUNTS] = &yearly_form,     [RULE_OBLIGATION] = &bare_form,
};

/* -- sections -------------------------------------------------------------------- */

/* What is read, and the section that the lines at hand belong to. */
struct reading {
    struct rules *rules;
    struct err *err;         /* the first error; later lines are skipped once it is set */
    const char *file;        /* borrowed */
    const struct form *form; /* of the section; NULL before the first */
    void *section;           /* what its keys go into */
    unsigned given;          /* its keys so far, a bit each */
    int line;                /* its own */
};

static struct rule_row *add_row(struct row_list *list, int line)
{
    list->items =
        mem_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
    struct rule_row *row = &list->items[list->count++];
    *row = (struct rule_row){.effective_from = DATE_NONE, .line = line};
    return row;
}

static struct audit_row *add_audit(struct rules *rules, int line)
{
    rules->audits = mem_grow(rules->audits, rules->audit_count, &rules->audit_capacity,
                             sizeof(*rules->audits));
    struct audit_row *row = &rules->audits[rules->audit_count++];
    *row = (struct audit_row){.effective_from = DATE_NONE, .line = line};
    return row;
}

static int open_referential(struct reading *reading, const char *name)
{
    struct rules *rules = reading->rules;

    if (rules->referential_count == REFERENTIALS_MAX)
        return err_set(reading->err, ERR_INVALID,
                       N_("there are more than %d referentials"), REFERENTIALS_MAX);
    if (rules_referential_named(rules, name))
        return err_set(reading->err, ERR_INVALID, N_("there are two referentials %s"),
                       name);
    struct referential *added = &rules->referentials[rules->referential_count++];
    *added = (struct referential){
        .name = mem_strdup(name), .effective_from = DATE_NONE, .line = reading->line};
    reading->section = added;
    reading->form = &referential_form;
    return 0;
}

static int open_rule(struct reading *reading, const char *name)
{
    int id = 0;

    while (id < RULE_COUNT && !text_equal(rule_name((enum rule_id)id), name))
        id++;
    if (id == RULE_COUNT)
        return err_set(reading->err, ERR_INVALID, N_("there is no rule \"%.60s\""), name);
    reading->section = add_row(&reading->rules->rows[id], reading->line);
    reading->form = forms[id] ? forms[id] : &delay_form;
    return 0;
}

static int open_section(struct reading *reading, const struct ini_line *line)
{
    reading->given = 0;
    reading->line = line->line;
    if (text_equal(line->section, REFERENTIAL_SECTION))
        return open_referential(reading, line->name);
    if (!text_equal(line->section, AUDIT_SECTION))
        return open_rule(reading, line->section);
    reading->section = add_audit(reading->rules, reading->line);
    reading->form = &audit_form;
    return 0;
}

/* Asks for what the section lacks, at its own line. */
static int close_section(const struct reading *reading)
{
    const struct form *form = reading->form;
    size_t i = 0;

    if (!form)
        return 0;
    while (i < form->count && (!form->keys[i].required || reading->given >> i & 1))
        i++;
    if (i == form->count)
        return 0;
    (void)err_set(reading->err, ERR_INVALID, N_("must be given"));
    (void)err_wrap(reading->err, "%s", form->keys[i].name);
    return err_wrap(reading->err, "%s:%d", reading->file, reading->line);
}

/* -- lines ----------------------------------------------------------------------- */

static int read_key(struct reading *reading, size_t index, const char *value)
{
    const struct rule_key *key = &reading->form->keys[index];
    unsigned bit = 1U << index;

    if (reading->given & bit)
        return err_set(reading->err, ERR_INVALID, N_("is given twice"));
    reading->given |= bit;
    return key->read((char *)reading->section + key->offset, key, value, reading->err);
}

static int read_line(struct reading *reading, const struct ini_line *line)
{
    const struct form *form = reading->form;

    if (!line->key)
        return err_set(reading->err, ERR_INVALID, "%s",
                       tr(reading->err->lang, line->value));
    for (size_t i = 0; i < form->count; i++) {
        if (!text_equal(line->key, form->keys[i].name))
            continue;
        if (read_key(reading, i, line->value) != 0)
            return err_wrap(reading->err, "%s", line->key);
        return 0;
    }
    return err_set(reading->err, ERR_INVALID, N_("[%s] has no key \"%.40s\""),
                   line->section, line->key);
}

/* Only the first error: a file that half holds is not used, and rules come as a whole. */
static void on_line(void *context, const struct ini_line *line)
{
    struct reading *reading = context;

    if (reading->err->code == ERR_NONE && read_line(reading, line) != 0)
        err_wrap(reading->err, "%s:%d", line->file, line->line);
}

static void on_section(void *context, const struct ini_line *line)
{
    struct reading *reading = context;

    if (reading->err->code != ERR_NONE || close_section(reading) != 0)
        return;
    if (open_section(reading, line) != 0)
        err_wrap(reading->err, "%s:%d", line->file, line->line);
}

/* -- the whole ------------------------------------------------------------------- */

/* What every row begins with. */
struct head {
    struct date effective_from;
    int line;
};
#define BEGINS_WITH_HEAD(row)                                                            \
    static_assert(offsetof(struct row, effective_from) ==                                \
                          offsetof(struct head, effective_from) &&                       \
                      offsetof(struct row, line) == offsetof(struct head, line),         \
                  "it is read as one")
BEGINS_WITH_HEAD(rule_row);
BEGINS_WITH_HEAD(referential);
BEGINS_WITH_HEAD(audit_row);

static int compare_days(const void *a, const void *b)
{
    const struct date *left = a, *right = b;

    return date_cmp(*left, *right);
}

static int compare_audits(const void *a, const void *b)
{
    const struct audit_row *left = a, *right = b;
    int order = compare_days(a, b);
    int64_t below = rules_audit_bound(left), other = rules_audit_bound(right);

    return order ? order : (below > other) - (below < other);
}

typedef int (*compare_cb)(const void *a, const void *b);

/* Puts the place of the row that begins at LINE before what is wrong with it. */
static int refuse_row(const struct reading *reading, int line)
{
    return err_wrap(reading->err, "%s:%d", reading->file, line);
}

/* Sorts the COUNT items of SIZE bytes.  Where two are equal, nobody knows which one is
 * meant: the later one in the file is named. */
static int settle(const struct reading *reading, const char *name, void *items,
                  size_t count, size_t size, compare_cb compare)
{
    char day[DATE_TEXT_SIZE];

    if (count)
        qsort(items, count, size, compare);
    for (size_t i = 1; i < count; i++) {
        const struct head *item = (const void *)((const char *)items + i * size);
        const struct head *before = (const void *)((const char *)item - size);
        if (compare(before, item) != 0)
            continue;
        (void)err_set(reading->err, ERR_INVALID, N_("[%s] has two rows from %s on"), name,
                      date_format(day, item->effective_from));
        return refuse_row(reading, item->line > before->line ? item->line : before->line);
    }
    return 0;
}

/* An audit is always held under a referential, so there must be one.  There may be no
 * audit days: an estimate that cannot be made is left out.  What is missing has no line.
 */
static int look_for_all(const struct reading *reading)
{
    const struct rules *rules = reading->rules;
    struct err *err = reading->err;

    for (int id = 0; id < RULE_COUNT; id++) {
        if (rules->rows[id].count)
            continue;
        (void)err_set(err, ERR_INVALID, N_("rule %s has no row"),
                      rule_name((enum rule_id)id));
        return err_wrap(err, "%s", reading->file);
    }
    if (rules->referential_count)
        return 0;
    (void)err_set(err, ERR_INVALID, N_("there is no referential"));
    return err_wrap(err, "%s", reading->file);
}

static int settle_all(const struct reading *reading)
{
    struct rules *rules = reading->rules;

    for (int id = 0; id < RULE_COUNT; id++) {
        struct row_list *list = &rules->rows[id];
        if (settle(reading, rule_name((enum rule_id)id), list->items, list->count,
                   sizeof(*list->items), compare_days) != 0)
            return -1;
    }
    if (settle(reading, REFERENTIAL_SECTION, rules->referentials,
               rules->referential_count, sizeof(rules->referentials[0]),
               compare_days) != 0)
        return -1;
    return settle(reading, AUDIT_SECTION, rules->audits, rules->audit_count,
                  sizeof(rules->audits[0]), compare_audits);
}

/* A number beyond its last is a slip: the indicator that was meant would be missing. */
static int check_indicators(const struct reading *reading)
{
    const struct rules *rules = reading->rules;

    for (size_t i = 0; i < rules->referential_count; i++) {
        const struct referential *referential = &rules->referentials[i];
        if (referential->major_only >> referential->indicators <= 1)
            continue;
        (void)err_set(reading->err, ERR_INVALID,
                      N_("indicators are numbers from 1 to %d, separated by spaces"),
                      referential->indicators);
        (void)err_wrap(reading->err, "%s", "major_only");
        return refuse_row(reading, referential->line);
    }
    return 0;
}

/* What no window can be: one that closes before it opens.  A minus that was left out ends
 * here as well. */
static const struct {
    enum rule_id first, then;
} orders[] = {
    {RULE_SURVEILLANCE_OPENS,  RULE_SURVEILLANCE_CLOSES},
    {RULE_RENEWAL_AUDIT_OPENS, RULE_RENEWAL_AUDIT      },
    {RULE_RENEWAL_AUDIT,       RULE_EXPIRY             },
    {RULE_EXPIRY_OPENS,        RULE_EXPIRY             },
};

/* Where rule ID leads from ANCHOR. */
static struct date reach(const struct rules *rules, enum rule_id id, struct date anchor)
{
    const struct rule_row *row = rules_row(rules, id, anchor);

    return date_add_days(date_add_months(anchor, row->months), row->days);
}

/* Asked on each day on which one of the two changes. */
static int check_order(const struct reading *reading, enum rule_id first,
                       enum rule_id then, enum rule_id changes)
{
    const struct rules *rules = reading->rules;
    const struct row_list *list = &rules->rows[changes];
    char text[DATE_TEXT_SIZE];

    for (size_t i = 0; i < list->count; i++) {
        struct date day = list->items[i].effective_from;
        if (date_cmp(reach(rules, first, day), reach(rules, then, day)) <= 0)
            continue;
        (void)err_set(reading->err, ERR_INVALID, N_("%s comes after %s from %s on"),
                      rule_name(first), rule_name(then), date_format(text, day));
        return refuse_row(reading, list->items[i].line);
    }
    return 0;
}

static int check_orders(const struct reading *reading)
{
    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
        enum rule_id first = orders[i].first, then = orders[i].then;
        if (check_order(reading, first, then, first) != 0 ||
            check_order(reading, first, then, then) != 0)
            return -1;
    }
    return 0;
}

/* What no section shows by itself. */
static int check_whole(const struct reading *reading)
{
    if (look_for_all(reading) != 0 || settle_all(reading) != 0 ||
        check_indicators(reading) != 0)
        return -1;
    return check_orders(reading);
}

int rules_parse(struct rules **out, const char *text, size_t length, const char *file,
                struct err *err)
{
    struct rules *rules = mem_new(sizeof(*rules));
    struct reading reading = {.rules = rules, .err = err, .file = file};

    err->code = ERR_NONE;
    ini_read_sections(text, length, file, on_section, on_line, &reading);
    if (err->code == ERR_NONE && close_section(&reading) == 0)
        (void)check_whole(&reading);
    if (err->code != ERR_NONE) {
        rules_free(rules);
        return -1;
    }
    *out = rules;
    return 0;
}

#include "jalon/core/reconcile.h"

#include "history.h"
#include "jalon/base/text.h"
#include "public_list.h"

/* Told and not corrected: the list comes late, and has errors of its own. */
static const struct {
    const char *name;
    const char *words; /* msgid */
} findings[FINDING_COUNT] = {
    [FINDING_CLOSED] = {"closed",        N_("It is no longer in the public list: closed, or its "
                                     "declaration lapsed")      },
    [FINDING_NOT_CERTIFIED] = {"not_certified",
                        N_("The public list no longer has it as certified")                      },
    [FINDING_CATEGORIES] = {"categories",
                        N_("The public list has it certified for other categories")              },
    [FINDING_NDA] = {"nda",           N_("Its SIRET goes with another NDA in the public list")},
};

const char *finding_name(enum finding finding)
{
    return findings[finding].name;
}

const char *finding_words(enum finding finding, enum lang lang)
{
    return tr(lang, findings[finding].words);
}

/* -- comparing ------------------------------------------------------------------- */

struct comparison {
    const struct organization *organization;
    discrepancy_cb cb;
    void *context;
};

static void tell(const struct comparison *comparison, enum finding finding,
                 const char *ours, const char *listed)
{
    struct discrepancy discrepancy = {.finding = finding};

    buf_add(&discrepancy.ours, ours);
    buf_add(&discrepancy.listed, listed);
    comparison->cb(comparison->context, comparison->organization, &discrepancy);
    buf_done(&discrepancy.ours);
    buf_done(&discrepancy.listed);
}

/* "AF, CFA". */
static void add_categories(struct buf *out, unsigned categories)
{
    for (unsigned bit = 1; bit < 1U << CATEGORY_COUNT; bit <<= 1) {
        if (!(categories & bit))
            continue;
        buf_add(out, out->length ? ", " : "");
        buf_add(out, category_name((enum category)bit));
    }
}

static void compare_categories(const struct comparison *comparison, unsigned ours,
                               unsigned listed, bool certified)
{
    enum finding finding = listed ? FINDING_CATEGORIES : FINDING_NOT_CERTIFIED;
    struct buf ours_text = {0};
    struct buf listed_text = {0};

    /* Not certified yet is no finding, nor is one whose categories nobody noted. */
    if (listed == ours || (listed ? ours == 0 : !certified))
        return;
    add_categories(&ours_text, ours);
    add_categories(&listed_text, listed);
    tell(comparison, finding, buf_text(&ours_text), buf_text(&listed_text));
    buf_done(&ours_text);
    buf_done(&listed_text);
}

static void compare(const struct comparison *comparison, const struct history *history,
                    const struct listed *listed)
{
    const struct organization *organization = comparison->organization;
    bool certified = history_is_certified(history);
    bool has_nda = organization->nda[0] != '\0';

    /* Who has neither has not been declared yet, and cannot be missing. */
    if (!listed && (has_nda || certified))
        tell(comparison, FINDING_CLOSED,
             has_nda ? organization->nda : organization->siret, "");
    if (!listed)
        return;
    compare_categories(comparison, history_categories(history), listed->categories,
                       certified);
    if (has_nda && !text_equal(organization->nda, listed->nda))
        tell(comparison, FINDING_NDA, organization->nda, listed->nda);
}

void reconcile(const struct public_list *list, const struct organization *organization,
               const struct plan_context *rules, struct date today, discrepancy_cb cb,
               void *context)
{
    const struct comparison comparison = {organization, cb, context};
    struct history history;

    history_init(&history, organization, rules, today);
    compare(&comparison, &history,
            public_list_find(list, organization->nda, organization->siret));
    history_done(&history);
}

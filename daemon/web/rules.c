/* /rules: the law as Jalon reckons with it. */
#include "jalon/base/text.h"
#include "jalon/core/audit_days.h"
#include "jalon/core/explain.h"
#include "layout.h"
#include "moment.h"
#include "pages.h"
#include "words.h"

/* -- one row --------------------------------------------------------------------- */

static void add_count(struct buf *out, int count, const char *words)
{
    if (count == 0)
        return;
    if (out->length > 0)
        buf_add(out, ", ");
    buf_addf(out, "%s%d %s", count < 0 ? "−" : "", count < 0 ? -count : count, words);
}

static unsigned long size_of(int count)
{
    return (unsigned long)(count < 0 ? -count : count);
}

static void add_delay(struct visit *visit, const struct rule_row *row)
{
    struct buf text = {0};

    add_count(&text, row->months,
              tr_count(visit->lang, "month", "months", size_of(row->months)));
    add_count(&text, row->days, tr_count(visit->lang, "day", "days", size_of(row->days)));
    add_count(&text, row->count, tr(visit->lang, "of them"));
    if (row->month_day.month)
        buf_addf(&text, "%02d/%02d", row->month_day.day, row->month_day.month);
    html(visit->out, "<td>{}</td>", text.length ? buf_text(&text) : "–");
    buf_done(&text);
}

static void add_source(struct visit *visit, const char *source, bool confirm)
{
    html(visit->out, "<td>{}", source);
    if (confirm)
        html(visit->out, "<br><span class=\"confirm\">{}</span>",
             explain_confirm(visit->lang));
    buf_add(visit->out, "</td>");
}

static const char *title_of(enum rule_id id, enum lang lang)
{
    static const char *const titles[RULE_COUNT] = {
        [RULE_CERTIFICATE_END] = N_("End of a certificate that names none"),
        [RULE_PREPARATION_ASSESSMENT] = N_("Self-assessment, before the wanted date"),
        [RULE_PREPARATION_CERTIFIER] =
            N_("Choice of the certifier, before the wanted date"),
        [RULE_PREPARATION_APPLICATION] = N_("Application, before the wanted date"),
        [RULE_INITIAL_AUDIT] = N_("Initial audit, before the wanted date"),
        [RULE_SURVEILLANCE_TARGET] = N_("Surveillance audit: advised date"),
        [RULE_SURVEILLANCE_OPENS] = N_("Surveillance audit: first day"),
        [RULE_SURVEILLANCE_CLOSES] = N_("Surveillance audit: last day"),
        [RULE_SURVEILLANCE_SAFE] =
            N_("Surveillance audit: last safe day, before the last one"),
        [RULE_RENEWAL_TENDER] = N_("Tender for the renewal, before the end"),
        [RULE_RENEWAL_TENDER_COUNTS] =
            N_("A choice of the certifier is about the renewal from here on"),
        [RULE_RENEWAL_AUDIT_OPENS] = N_("Renewal audit: first day, before the end"),
        [RULE_RENEWAL_AUDIT] = N_("Renewal audit: last day, before the end"),
        [RULE_EXPIRY_OPENS] =
            N_("Renewal of the certificate: from when on, before the end"),
        [RULE_EXPIRY] = N_("Renewal of the certificate: by its end"),
        [RULE_NC_PLAN] = N_("Action plan for a non-conformity"),
        [RULE_NC_MINOR_FIX] = N_("Correction of a minor non-conformity"),
        [RULE_NC_MAJOR_FIX] = N_("Correction of a major non-conformity"),
        [RULE_NC_MAJOR_VERIFY] =
            N_("Verification of a major, after the end of its correction"),
        [RULE_NC_FIVE_MINORS] = N_("Minors that count as one major"),
        [RULE_SUSPENSION_END] = N_("End of a suspension"),
        [RULE_REAPPLY] = N_("New application after a refusal or a withdrawal"),
        [RULE_BPF] = N_("Yearly training report (BPF)"),
        [RULE_CFA_ACCOUNTS] = N_("Accounts of the CFA"),
        [RULE_OBLIGATION] = N_("The organization's own duties"),
    };

    return tr(lang, titles[id]);
}

static void add_row(struct visit *visit, enum rule_id id, const struct rule_row *row)
{
    html(visit->out,
         "<tr><th scope=\"row\">{}<br><code class=\"soft\">{}</code></th><td>",
         title_of(id, visit->lang), rule_name(id));
    moment_date(visit, row->effective_from);
    buf_add(visit->out, "</td>");
    add_delay(visit, row);
    add_source(visit, row->source, row->confirm);
    html(visit->out, "<td>{}</td></tr>\n", words_trust(row->trust, visit->lang));
}

/* -- the tables ------------------------------------------------------------------ */

static size_t count_unconfirmed(const struct rules *rules)
{
    const struct audit_row *audit;
    size_t count = 0;

    for (int id = 0; id < RULE_COUNT; id++)
        for (size_t i = 0; i < rules_row_count(rules, (enum rule_id)id); i++)
            count += rules_row_at(rules, (enum rule_id)id, i)->confirm;
    for (size_t i = 0; (audit = rules_audit_at(rules, i)); i++)
        count += audit->confirm;
    return count;
}

static void add_lead(struct visit *visit, const struct rules *rules)
{
    unsigned long waiting = (unsigned long)count_unconfirmed(rules);
    struct buf text = {0};

    buf_addf(&text,
             tr_count(visit->lang, "%lu rule still asks for a person's confirmation.",
                      "%lu rules still ask for a person's confirmation.", waiting),
             waiting);
    html(visit->out, "<p class=\"lead\">{} {}</p>\n",
         tr(visit->lang, "Every date is reckoned with these rows, each with its source; "
                         "nothing else is assumed."),
         buf_text(&text));
    buf_done(&text);
}

static void add_rules(struct visit *visit, const struct rules *rules)
{
    static const char *const columns[] = {N_("Rule"), N_("From"), N_("Delay"),
                                          N_("Source"), N_("How sure")};

    layout_table(visit, N_("The rules"), columns, sizeof(columns) / sizeof(columns[0]));
    for (int id = 0; id < RULE_COUNT; id++)
        for (size_t i = 0; i < rules_row_count(rules, (enum rule_id)id); i++)
            add_row(visit, (enum rule_id)id, rules_row_at(rules, (enum rule_id)id, i));
    layout_table_end(visit);
}

static void add_referentials(struct visit *visit, const struct rules *rules)
{
    static const char *const columns[] = {N_("Referential"), N_("From"), N_("Indicators"),
                                          N_("Source")};
    const struct referential *row;
    char number[HTML_NUMBER_SIZE];

    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "Referentials"));
    layout_table(visit, N_("Referentials"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    for (size_t i = 0; (row = rules_referential_at(rules, i)); i++) {
        html(visit->out, "<tr><th scope=\"row\">{}</th><td>", row->name);
        moment_date(visit, row->effective_from);
        html(visit->out, "</td><td>{}</td>", html_number(number, row->indicators));
        add_source(visit, row->source, row->confirm);
        buf_add(visit->out, "</tr>\n");
    }
    layout_table_end(visit);
}

static void add_half_days(struct visit *visit, int half_days)
{
    struct buf text = {0};

    audit_days_add(&text, half_days, visit->lang);
    html(visit->out, "<td>{}</td>", buf_text(&text));
    buf_done(&text);
}

static void add_audit_row(struct visit *visit, const struct audit_row *row)
{
    char number[HTML_NUMBER_SIZE];

    buf_add(visit->out, "<tr><td>");
    moment_date(visit, row->effective_from);
    html(visit->out, "</td><td>{}</td>",
         row->turnover_below ? html_number(number, row->turnover_below) : "–");
    add_half_days(visit, row->base);
    add_half_days(visit, row->category);
    add_half_days(visit, row->cfa);
    add_half_days(visit, row->site);
    add_source(visit, row->source, row->confirm);
    html(visit->out, "<td>{}</td></tr>\n", words_trust(row->trust, visit->lang));
}

static void add_audits(struct visit *visit, const struct rules *rules)
{
    static const char *const columns[] = {
        N_("From"),    N_("Turnover below (€)"), N_("Days"),   N_("per AF, BC, VAE"),
        N_("for CFA"), N_("per site sampled"),   N_("Source"), N_("How sure")};
    const struct audit_row *row;

    if (!rules_audit_at(rules, 0))
        return;
    html(visit->out, "<h2>{}</h2>\n",
         tr(visit->lang, "Days of an initial or a renewal audit"));
    layout_table(visit, N_("Days of an initial or a renewal audit"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    for (size_t i = 0; (row = rules_audit_at(rules, i)); i++)
        add_audit_row(visit, row);
    layout_table_end(visit);
}

int page_rules(struct visit *visit, struct err *err)
{
    const struct rules *rules = visit->parts->conf->rules;

    (void)err;
    layout_begin(visit, 200, tr(visit->lang, "Rules"));
    add_lead(visit, rules);
    add_rules(visit, rules);
    add_audits(visit, rules);
    add_referentials(visit, rules);
    layout_end(visit);
    return 0;
}

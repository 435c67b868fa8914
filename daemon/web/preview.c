#include "preview.h"

#include "fact_words.h"
#include "jalon/base/text.h"
#include "jalon/core/explain.h"
#include "layout.h"
#include "moment.h"

int preview_run(struct move_list *moves, struct visit *visit, preview_cb cb, void *change,
                struct err *err)
{
    struct engine *engine = visit->parts->engine;

    *moves = (struct move_list){0};
    if (engine_batch_begin(engine, err) != 0)
        return -1;
    int rc = cb(change, moves, err);
    engine_batch_rollback(engine);
    return rc;
}

void preview_add_fact(struct visit *visit, const struct fact *fact)
{
    struct buf details = {0};

    fact_words_add_details(&details, fact, visit->lang);
    html(visit->out, "<p><strong>{}</strong>, ",
         fact_words_kind(fact->kind, visit->lang));
    moment_date(visit, fact->on);
    html(visit->out, details.length ? " – {}</p>\n" : "{}</p>\n", buf_text(&details));
    buf_done(&details);
}

/* -- what moves ------------------------------------------------------------------ */

static const char *field_words(const char *field, enum lang lang)
{
    static const struct {
        const char *field, *text; /* text: a msgid */
    } words[] = {
        {"opens",  N_("opens on")     },
        {"safe",   N_("last safe day")},
        {"due",    N_("due on")       },
        {"booked", N_("booked for")   },
        {"done",   N_("done on")      },
        {"state",  N_("state")        },
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (text_equal(words[i].field, field))
            return tr(lang, words[i].text);
    return field;
}

/* A day, or a state's name. */
static void add_value(struct visit *visit, const char *value)
{
    struct err none = {0};
    enum milestone_state state;
    struct date day;

    if (!value)
        buf_add(visit->out, "–");
    else if (date_parse(&day, value, &none) == 0)
        moment_date(visit, day);
    else if (milestone_state_parse(&state, value) == 0)
        html(visit->out, "{}", explain_state(state, visit->lang));
    else
        html(visit->out, "{}", value);
}

static void add_move(const struct client *client, const struct move *move)
{
    struct visit *visit = client->visit;
    struct buf title = {0};

    client_add_title(&title, client, move->milestone);
    html(visit->out, "<tr><th scope=\"row\">{}</th><td>{}</td><td>", buf_text(&title),
         field_words(move->field, visit->lang));
    buf_done(&title);
    add_value(visit, move->before);
    buf_add(visit->out, "</td><td>→ ");
    add_value(visit, move->after);
    buf_add(visit->out, "</td></tr>\n");
}

void preview_add(const struct client *client, const struct move_list *moves)
{
    static const char *const columns[] = {N_("What"), N_("Which date"), N_("Before"),
                                          N_("After")};
    struct visit *visit = client->visit;

    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "What would move"));
    if (moves->count == 0) {
        html(visit->out, "<p class=\"calm\">{}</p>\n", tr(visit->lang, "No date moves."));
        return;
    }
    layout_table(visit, N_("What would move"), columns,
                 sizeof(columns) / sizeof(columns[0]));
    for (size_t i = 0; i < moves->count; i++)
        add_move(client, &moves->items[i]);
    layout_table_end(visit);
}

void preview_add_buttons(const struct client *client, const char *text)
{
    struct visit *visit = client->visit;

    html(visit->out,
         "<p class=\"buttons\"><button class=\"main\" name=\"step\" value=\"confirm\">{}"
         "</button> <a href=\"/organizations/{/}\">{}</a></p>\n</form>\n",
         tr(visit->lang, text), client->organization.id, tr(visit->lang, "Cancel"));
}

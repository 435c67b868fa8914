#include "said.h"

#include <string.h>

#include "jalon/base/text.h"

static const struct {
    const char *word;
    const char *text; /* msgid */
    bool alarm;       /* it did not work */
} sentences[] = {
    {"signed-out",    N_("You are signed out."),                                     false},
    {"welcome",       N_("Your password is set. Sign in with it."),                  false},
    {"wrong",         N_("This name and this password do not go together."),         true },
    {"too-many",      N_("Too many attempts. Try again in five minutes."),           true },
    {"no-sessions",
     N_("Nobody can sign in for now: the database takes no writes. Tell whoever looks "
        "after Jalon."),
     true                                                                                 },
    {"retried",       N_("The notice will be sent again."),                          false},
    {"all-retried",   N_("All that was given up will be sent again."),               false},
    {"tested",        N_("The test is done; its answer stands beside the channel."), false},
    {"feed-revoked",  N_("The feed is closed."),                                     false},
    {"recorded",      N_("The fact is on record."),                                  false},
    {"retracted",     N_("The fact is retracted; it stays on record as such."),      false},
    {"acked",         N_("These reminders are silenced."),                           false},
    {"unacked",       N_("These reminders go out again."),                           false},
    {"profile-saved", N_("The profile is saved."),                                   false},
    {"user-removed",  N_("The account is removed."),                                 false},
};

void said_add(struct visit *visit)
{
    const char *said = visit_query(visit, "said");

    for (size_t i = 0; said && i < sizeof(sentences) / sizeof(sentences[0]); i++)
        if (text_equal(sentences[i].word, said))
            html(visit->out,
                 sentences[i].alarm ? "<p class=\"note alarm\" role=\"alert\">{}</p>\n"
                                    : "<p class=\"note\" role=\"status\">{}</p>\n",
                 tr(visit->lang, sentences[i].text));
}

void said_redirect(struct visit *visit, const char *path, const char *said)
{
    struct buf to = {0};

    buf_addf(&to, "%s%csaid=%s", path, strchr(path, '?') ? '&' : '?', said);
    visit_redirect(visit, buf_text(&to));
    buf_done(&to);
}

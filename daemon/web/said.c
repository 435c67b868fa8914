#include "said.h"

#include <string.h>

#include "jalon/base/text.h"

static const struct {
    const char *word;
    const char *text; /* msgid */
} sentences[] = {
    {"signed-out",    N_("You are signed out.")                                          },
    {"welcome",       N_("Your password is set. Sign in with it.")                       },
    {"wrong",         N_("This name and this password do not go together.")              },
    {"too-many",      N_("Too many attempts. Try again in five minutes.")                },
    {"retried",       N_("The notice will be sent again.")                               },
    {"all-retried",   N_("All that was given up will be sent again.")                    },
    {"tested",        N_("The test has been sent; its answer stands beside the channel.")},
    {"feed-revoked",  N_("The feed is closed.")                                          },
    {"recorded",      N_("The fact is on record.")                                       },
    {"retracted",     N_("The fact is retracted; it stays on record as such.")           },
    {"acked",         N_("These reminders are silenced.")                                },
    {"unacked",       N_("These reminders go out again.")                                },
    {"profile-saved", N_("The profile is saved.")                                        },
    {"user-removed",  N_("The account is removed.")                                      },
};

const char *said_text(const char *said, enum lang lang)
{
    for (size_t i = 0; said && i < sizeof(sentences) / sizeof(sentences[0]); i++)
        if (text_equal(sentences[i].word, said))
            return tr(lang, sentences[i].text);
    return NULL;
}

void said_redirect(struct visit *visit, const char *path, const char *said)
{
    struct buf to = {0};

    buf_addf(&to, "%s%csaid=%s", path, strchr(path, '?') ? '&' : '?', said);
    visit_redirect(visit, buf_text(&to));
    buf_done(&to);
}

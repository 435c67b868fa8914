#include "subscribe.h"

/* Measured or read for the notes in contrib/doc/; where a program cannot be told what to
 * do, its habit is said. */
static const struct {
    const char *program;
    const char *steps;   /* msgid */
    const char *refresh; /* msgid */
    const char *alarms;  /* msgid */
} programs[] = {
    {"Google Agenda",   N_("On the web: Other calendars, +, From URL; paste the address."),
     N_("Every 4 to 24 hours; it cannot be hurried."),
     N_("Alarms of the calendar are dropped; set your own for it.")           },
    {"Outlook",
     N_("On the web: Add calendar, Subscribe from web; paste the address. It then shows "
        "in every Outlook."),
     N_("About every 3 hours, at times once a day."),
     N_("Alarms of the calendar are not relied upon.")                        },
    {"Apple",
     N_("Mac: File, New Calendar Subscription. iPhone: Settings, Apps, Calendar, "
        "Accounts, Add Account, Other, Add Subscribed Calendar."),
     N_("As you choose on a Mac, from 5 minutes to a week; by the phone's settings "
        "else."),
     N_("Kept, unless \"remove alerts\" is ticked.")                          },
    {"Thunderbird",     N_("New Calendar, On the Network; paste the address, no user name."),
     N_("Every 30 minutes, or as you choose."),                    N_("Kept.")},
    {"Nextcloud",       N_("Calendar, +, New subscription from link; paste the address."),
     N_("As the calendar asks, every 4 hours; the server's administrator may have chosen "
        "less often."),
     N_("Dropped, unless the administrator keeps them.")                      },
    {"ICSx5 (Android)",
     N_("+, Subscribe; paste the address. The calendar then shows in the phone's own "
        "program."),
     N_("Once a day, or from every 15 minutes on as you choose."),
     N_("Kept or dropped, as you choose at each calendar.")                   },
};

static void add_line(struct visit *visit, const char *name, const char *text)
{
    html(visit->out, "<dt>{}</dt><dd>{}</dd>\n", name, tr(visit->lang, text));
}

void subscribe_add(struct visit *visit)
{
    html(visit->out, "<h2>{}</h2>\n", tr(visit->lang, "How to subscribe"));
    for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
        html(visit->out, "<details>\n<summary>{}</summary>\n<dl class=\"facts\">\n",
             programs[i].program);
        add_line(visit, tr(visit->lang, "Steps"), programs[i].steps);
        add_line(visit, tr(visit->lang, "Refresh"), programs[i].refresh);
        add_line(visit, tr(visit->lang, "Alarms"), programs[i].alarms);
        buf_add(visit->out, "</dl>\n</details>\n");
    }
    html(visit->out, "<p class=\"soft\">{}</p>\n",
         tr(visit->lang, "A feed is never the only reminder: mails and chat messages do "
                         "not wait for a refresh."));
}

/*
 * tr.h - the texts of the program in French and English.
 *
 * Layer: base.  Msgids are English; po/fr/ holds GNU gettext catalogues, compiled by
 * msgfmt and embedded at build time.  The look-up is done here and not by gettext(3),
 * whose language is one for the whole process and depends on the locales that the
 * machine has: the daemon writes to French and English receivers side by side, and a
 * pure function may not read the environment.
 */
#ifndef JALON_BASE_TR_H
#define JALON_BASE_TR_H

enum lang {
    LANG_EN, /* English, the language of the msgids */
    LANG_FR, /* French */
};

/* MSGID in LANG; MSGID itself where the catalogue lacks it.  Static storage, or MSGID:
 * nothing to free.  format_arg tells the compiler that the translation takes what MSGID
 * takes, so that it still checks the arguments; msgfmt checks that this is true. */
const char *tr(enum lang lang, const char *msgid) __attribute__((format_arg(2)));

/* The same for a message with a number N: ONE is the msgid for 1, MANY for others.  What
 * counts as one is for LANG to say: 0 does in French. */
const char *tr_count(enum lang lang, const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(2))) __attribute__((format_arg(3)));

/* Marks a string in a table for extraction, without translating it there. */
#define N_(msgid) msgid

/* Reads "fr", "en", or a locale name such as "fr_FR.UTF-8" into *OUT.
 * Returns 0, or -1 with *OUT untouched where TEXT names neither language. */
int lang_parse(enum lang *out, const char *text);

/* "en" or "fr": as the documents, the configuration and HTML's lang write it. */
const char *lang_name(enum lang lang);

#endif /* JALON_BASE_TR_H */

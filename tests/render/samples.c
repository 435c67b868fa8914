/* Writes one file per format, language and kind of message into the folder named, for
 * other people's schemas and parsers to judge. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/fixture.h"

static const struct {
    const char *name;
    const char *client;
    const char *other; /* its non-conformity and its obligation */
    size_t digest;     /* items; 0: a single reminder */
} kinds[] = {
    {"single",  "Acme Formation", "Veille légale", 0  },
    {"hostile", fixture_hostile,  fixture_hostile,  0  },
    {"digest",  "Acme Formation", "Veille légale", 5  },
    {"long",    "Acme Formation", "Veille légale", 230},
    {"worst",   fixture_hostile,  fixture_hostile,  230},
};

static int write_file(const char *folder, const struct buf *text, const char *name,
                      const char *format, enum lang lang)
{
    struct buf path = {0};

    buf_addf(&path, "%s/%s.%s.%s", folder, name, lang_name(lang), format);
    FILE *file = fopen(buf_text(&path), "wb");
    buf_done(&path);
    if (!file)
        return -1;
    size_t written = fwrite(buf_text(text), 1, text->length, file);
    return fclose(file) == 0 && written == text->length ? 0 : -1;
}

static int write_all(const char *folder, const char *name,
                     const struct render_message *message)
{
    struct buf out = {0};
    int rc = 0;

    for (int i = 0; i < WEBHOOK_FORMAT_COUNT && rc == 0; i++) {
        enum webhook_format format = (enum webhook_format)i;
        buf_clear(&out);
        render_webhook(&out, format, message);
        rc = write_file(folder, &out, name, webhook_format_name(format), message->lang);
    }
    buf_clear(&out);
    render_mail(&out, message);
    if (rc == 0)
        rc = write_file(folder, &out, name, "eml", message->lang);
    buf_done(&out);
    return rc;
}

static int write_kind(const char *folder, size_t kind, enum lang lang)
{
    struct fixture fixture;
    struct render_item *items = NULL;

    fixture_init(&fixture, lang, kinds[kind].client, kinds[kind].other);
    fixture_answers(&fixture);
    if (kinds[kind].digest)
        items = fixture_digest(&fixture, kinds[kind].digest);
    int rc = write_all(folder, kinds[kind].name, &fixture.message);
    free(items);
    fixture_done(&fixture);
    return rc;
}

static int write_word(const char *folder, enum lang lang)
{
    const struct render_word word = {
        .lang = lang,
        .at = {1765868400},
        .message_id = "<n.word@jalon.example.org>",
        .from = "Cabinet Élan <jalon@example.org>",
        .to = "alice@cabinet.example",
        .kind = "dead",
        .subject = "Message non remis à « Zoé »",
        .text = "Premier paragraphe.\n550 \xFF no such user\n\nFin.",
    };
    struct buf out = {0};
    int rc = 0;

    for (int i = 0; i < WEBHOOK_FORMAT_COUNT && rc == 0; i++) {
        buf_clear(&out);
        render_word_webhook(&out, (enum webhook_format)i, &word);
        rc = write_file(folder, &out, "word", webhook_format_name((enum webhook_format)i),
                        lang);
    }
    buf_clear(&out);
    render_word_mail(&out, &word);
    if (rc == 0)
        rc = write_file(folder, &out, "word", "eml", lang);
    buf_done(&out);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    for (int lang = LANG_EN; lang <= LANG_FR; lang++) {
        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
            if (write_kind(argv[1], i, (enum lang)lang) != 0)
                return 1;
        if (write_word(argv[1], (enum lang)lang) != 0)
            return 1;
    }
    return 0;
}

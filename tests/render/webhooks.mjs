/* What the services' own schemas, and mailparser, say of the samples. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];

let Ajv, Ajv2020, addFormats, simpleParser;
try {
    ({ default: Ajv } = await import('ajv'));
    ({ default: Ajv2020 } = await import('ajv/dist/2020.js'));
    ({ default: addFormats } = await import('ajv-formats'));
    ({ simpleParser } = await import('mailparser'));
} catch (error) {
    console.log(`skipped, npm ci --prefix tests brings what is missing: ${error.message}`);
    process.exit(77);
}

function validator(Validator, file, edit = () => {}) {
    const schema = JSON.parse(readFileSync(path.join(here, '../data/webhooks', file)));
    edit(schema);
    const ajv = new Validator({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addFormat('snowflake', /^\d+$/);
    return ajv.compile(schema);
}

/* Draft 6 calls "id" what later drafts call "$id". */
function modern(schema) {
    schema.$id = schema.id;
    delete schema.id;
    delete schema.$schema;
}

const validators = {
    slack: validator(Ajv, 'slack.schema.json'),
    discord: validator(Ajv2020, 'discord.schema.json'),
    teams: validator(Ajv, 'adaptive-card-1.5.schema.json', modern),
};

/* What no schema says: lengths in the unit that the service counts. */
const limits = {
    slack(body) {
        assert.ok(body.blocks.length <= 50);
        assert.ok(body.blocks[0].text.text.length <= 150);
        body.blocks.slice(1, -1).forEach((block) => assert.ok(block.text.text.length <= 3000));
    },
    teams(body, bytes) {
        assert.equal(body.attachments[0].contentType, 'application/vnd.microsoft.card.adaptive');
        assert.equal(body.attachments[0].content.version, '1.4');
        assert.ok(bytes <= 20000);
    },
    mattermost(body, bytes) {
        assert.deepEqual(Object.keys(body), ['text', 'attachments']);
        assert.ok(bytes <= 16383);
    },
    discord(body) {
        const [embed] = body.embeds;
        assert.deepEqual(body.allowed_mentions, { parse: [] });
        assert.ok(embed.title.length <= 256);
        assert.ok(embed.description.length <= 4096);
        assert.ok(embed.title.length + embed.description.length + embed.footer.text.length <= 6000);
    },
    googlechat(body, bytes) {
        assert.ok(body.cardsV2[0].card.sections[0].widgets.length <= 100);
        assert.ok(bytes <= 32000);
    },
    standard(body) {
        assert.deepEqual(Object.keys(body), ['type', 'timestamp', 'data']);
        assert.match(body.type, /^[a-zA-Z0-9_.]+$/);
        assert.equal(body.timestamp, '2025-12-16T07:00:00Z');
    },
};

function strings(value) {
    if (typeof value === 'string') return [value];
    return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

/* Names that mean harm arrive as text, and nowhere as a mention. */
function checkStrings(format, body) {
    for (const text of strings(body)) {
        assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f]/);
        if (format !== 'standard' && format !== 'teams')
            assert.doesNotMatch(text, /<!|@(everyone|channel|here|all)|(?<!\\)<script/);
    }
}

/* A digest shows its most urgent dates, and says how many it leaves out. */
function checkCount(format, body, total) {
    if (format === 'standard') {
        assert.equal(body.data.items.length, total);
        return;
    }
    const lines = strings(body).flatMap((text) => text.split('\n'));
    const shown = lines.filter((line) => /^[JD]([+-]\d+)? · /.test(line)).length;
    const [, more] = lines.map((line) => /(?:and|et) (\d+) (?:more|autre)/.exec(line))
        .find(Boolean) ?? [];
    assert.ok(shown > 5);
    assert.equal(shown + Number(more), total);
}

function checkBody(name, format, text) {
    const body = JSON.parse(text);
    const judged = format === 'teams' ? body.attachments[0].content : body;
    const valid = validators[format]?.(judged) ?? true;

    assert.ok(valid, JSON.stringify(validators[format]?.errors?.slice(0, 3)));
    limits[format](body, Buffer.byteLength(text));
    checkStrings(format, body);
    if (name === 'long' || name === 'worst') checkCount(format, body, 230);
}

async function checkMail(text) {
    const mail = await simpleParser(text);

    assert.match(mail.subject, /\S/);
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.equal(mail.to.text, 'alice@cabinet.example');
    assert.equal(mail.bcc, undefined);
    assert.equal(mail.attachments.length, 0);
    assert.ok(mail.text.startsWith(mail.subject.trim()));
    assert.match(mail.html, /^<!DOCTYPE html>/);
}

const files = readdirSync(folder).sort();
assert.equal(files.length, 84);
for (const file of files) {
    const [name, , format] = file.split('.');
    const text = readFileSync(path.join(folder, file));
    try {
        if (format === 'eml') await checkMail(text);
        else checkBody(name, format, text);
    } catch (error) {
        error.message = `${file}: ${error.message}`;
        throw error;
    }
}
console.log(`${files.length} samples`);

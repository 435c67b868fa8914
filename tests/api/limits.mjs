/* What contrib/openapi.yaml says of a document's keys, beside what the daemon takes: each
 * key is given each of many values, and both must agree on it.
 *
 * Usage: limits.mjs PROGRAMS
 */

import assert from 'node:assert/strict';
import { House, sourceOf } from './house.mjs';
import { skipWithout } from './support.mjs';

const { default: Ajv } = await skipWithout('ajv/dist/2020.js');
const { default: addFormats } = await skipWithout('ajv-formats');

const LENGTHS = [0, 1, 64, 65, 100, 101, 254, 300, 301, 500, 501];
const NUMBERS = [-1, 0, 1, 33, 34, 1989, 1990, 2199, 2200, 3650, 3651, 1e5, 1e5 + 1, 1e12 - 1, 1e12, 1.5];
const WORDS = ['A', 'é', 'a b', 'a\tb', 'a\u0085b', '/a', 'fr', 'de', 'AF', 'onsite', 'minor', 'initial',
    '1178845757', '11788457578', '112A8457578', '112C8457578', '890176654', '89017665400014',
    '1989-12-31', '1990-01-01', '2026-02-30', '2199-12-31', '2200-01-01', '2026-01-01T00:00:00Z'];
const VALUES = [null, true, {}, [], ['a'], [''], ['AF'], ['XX'], ...NUMBERS, ...WORDS,
    ...LENGTHS.map((length) => 'x'.repeat(length)), ...LENGTHS.map((length) => 'é'.repeat(length))];

/* Keys of which the daemon asks more than a schema can say. */
const FINER = ['siret', 'zone', 'timezone', 'email', 'rrule', 'ends', 'recorded_at'];

/* Facts that between them take each key that is not of every fact. */
const NC = { kind: 'nc.notified', nc: 'n', grade: 'minor', audit: 'initial', indicator: 1, referential: 'rnq-2019', plan_days: 1 };
const HOLDERS = [NC, { kind: 'audit.booked', audit: 'initial', day: '2026-01-01', mode: 'remote' },
    { kind: 'certificate.issued', starts: '2026-01-01', number: '1', certifier: 'c' },
    { kind: 'certificate.issued', ends: '2026-06-01' },
    { kind: 'target.set', target: '2026-01-01' }, { kind: 'scope.extended', categories: ['AF'] },
    { kind: 'bpf.filed', year: 2026 }, { kind: 'obligation.done', obligation: 'o', due: '2026-01-01' }];

const ajv = new Ajv({ strict: false });
addFormats(ajv);
const { components: { schemas } } = JSON.parse(sourceOf('contrib/openapi.json'));
ajv.addSchema({ components: { schemas } }, 'openapi');
const isDescribed = ajv.compile({ $ref: 'openapi#/components/schemas/Organization' });

/* Each key with a document in which it has VALUE, though not id, which the lines have. */
function* documents(value) {
    const whole = { name: 'X', facts: [], obligations: [] };
    for (const key of Object.keys(schemas.Organization.properties))
        if (key !== 'id') yield [key, { ...whole, [key]: value }];
    for (const key of Object.keys(schemas.Fact.properties)) {
        const holder = HOLDERS.find((one) => key in one) ?? NC;
        yield [key, { ...whole, facts: [{ on: '2026-01-01', ...holder, [key]: value }] }];
    }
    const { obligations, contacts } = schemas.Organization.properties;
    const obligation = { id: 'o', title: 'O', rrule: 'FREQ=YEARLY', starts: '2026-01-01' };
    for (const key of Object.keys(obligations.items.properties))
        yield [key, { ...whole, obligations: [{ ...obligation, [key]: value }] }];
    for (const key of Object.keys(contacts.items.properties))
        yield [key, { ...whole, contacts: [{ email: 'a@b.example', [key]: value }] }];
}

const cases = VALUES.flatMap((value) => [...documents(value)].map(([key, document]) => ({ key, value, document })));
const lines = cases.map(({ document }, index) => `${JSON.stringify({ id: `limit-${index}`, ...document })}\n`);
const house = new House();
await house.open(process.argv[2]);
try {
    const answer = await house.tell('POST', '/api/v1/import?dry_run=1&keep_going=1', lines.join(''));
    const reasons = new Map(JSON.parse(answer.body).rejections.map(({ line, reason }) => [line, reason]));
    for (const [index, { key, value, document }] of cases.entries()) {
        const reason = reasons.get(index + 1);
        const described = isDescribed(document);
        assert.ok(described === !reason || (described && FINER.includes(key)),
            `${key}: ${JSON.stringify(value)}: ${reason ?? ajv.errorsText(isDescribed.errors)}`);
    }
} finally {
    await house.close();
}
console.log(`${cases.length} documents`);

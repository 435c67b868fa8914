/* Every operation of contrib/openapi.yaml, asked of a daemon rightly and wrongly: each
 * status that is documented must come, and each answer must be as its schema has it.
 *
 * Usage: walk.mjs PROGRAMS
 */

import assert from 'node:assert/strict';
import { cases, organizations } from './cases.mjs';
import { House, sourceOf, until } from './house.mjs';
import { skipWithout } from './support.mjs';

const { default: Ajv } = await skipWithout('ajv/dist/2020.js');
const { default: addFormats } = await skipWithout('ajv-formats');

const FAR_TOO_LONG = 999999999;
const SCOPES = ['read', 'write', 'admin'];
const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const house = new House();
const description = JSON.parse(sourceOf('contrib/openapi.json'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(description, 'openapi');

/* -- the description ------------------------------------------------------------------ */

/* The place of what stands at POINTER, references followed. */
function resolve(pointer) {
    const at = pointer.split('/').slice(1)
        .reduce((node, key) => node[key.replaceAll('~1', '/').replaceAll('~0', '~')], description);
    return at.$ref ? resolve(at.$ref) : { pointer, at };
}

function escape(key) {
    return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function operationsOf(path, item) {
    return METHODS.filter((method) => item[method]).map((method) => {
        const operation = item[method];
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
            .map((one) => (one.$ref ? resolve(one.$ref).at : one));
        const [security] = operation.security ?? description.security;
        return { ...operation, parameters, path, method, scope: security?.token[0] ?? 'open',
            pointer: `#/paths/${escape(path)}/${method}` };
    });
}

const operations = Object.entries(description.paths).flatMap(([path, item]) => operationsOf(path, item));

function judge(pointer, value, what) {
    const validate = ajv.compile({ $ref: `openapi${pointer}` });
    assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)?.slice(0, 600)}`);
}

/* -- answers -------------------------------------------------------------------------- */

const bodies = {
    'application/json': (text, schema, what) => judge(schema, JSON.parse(text), what),
    'application/problem+json': (text, schema, what) => judge(schema, JSON.parse(text), what),
    'application/jsonl': (text, schema, what) => text.trimEnd().split('\n')
        .forEach((line) => judge('#/components/schemas/Organization', JSON.parse(line), what)),
    'text/plain; charset=utf-8': (text, schema, what) => assert.match(text, /^(Statement|Attestation)/, what),
    'text/html; charset=utf-8': (text, schema, what) => assert.ok(text.startsWith('<!DOCTYPE html>'), what),
    'application/vnd.sqlite3': (text, schema, what) => assert.ok(text.startsWith('SQLite format 3\0'), what),
};

/* Whether ANSWER is what OPERATION promises for its status. */
function check(operation, answer, what) {
    assert.ok(operation.responses[answer.status], `${what}: ${answer.status} is not documented`);
    const { pointer, at } = resolve(`${operation.pointer}/responses/${answer.status}`);
    for (const header of Object.keys(at.headers ?? {}))
        assert.ok(answer.headers[header.toLowerCase()], `${what}: no ${header}`);
    if (!at.content) {
        assert.equal(answer.body.length, 0, `${what}: a body that is not documented`);
        return;
    }
    const type = answer.headers['content-type'];
    assert.ok(at.content[type], `${what}: ${type} is not documented`);
    bodies[type](answer.body.toString(), `${pointer}/content/${escape(type)}/schema`, what);
}

/* -- requests ------------------------------------------------------------------------- */

const covered = new Map(operations.map((operation) => [operation.operationId, new Set()]));
const tokens = {};
const notices = {};

function target(operation, { params = {}, query = {} }) {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(notices[params[name]] ?? params[name] ?? 'x'));
    const search = new URLSearchParams(query).toString();
    return `/api/v1${path}${search && `?${search}`}`;
}

function send(operation, sent) {
    const token = sent.token ?? tokens[operation.scope];
    const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...sent.headers };
    return house.ask(operation.method.toUpperCase(), target(operation, sent), { headers, body: sent.body });
}

/* Asks OPERATION as SENT says; the answer must have STATUS and be as documented. */
async function ask(operation, status, sent) {
    const what = `${operation.operationId} ${JSON.stringify(sent)}`;
    const answer = await send(operation, sent);
    assert.equal(answer.status, status, `${what}: ${answer.body}`);
    check(operation, answer, what);
    if (status < 300 && typeof sent.body === 'object')
        judge(`${operation.pointer}/requestBody/content/application~1json/schema`, sent.body, `${what}, the request`);
    covered.get(operation.operationId).add(String(status));
}

/* Asks OPERATION until it has been too often: by tens, since on a busy machine a token gains
 * as fast as it is spent one by one. */
async function askTooOften(operation) {
    let answer;
    do {
        const answers = await Promise.all(Array.from({ length: 10 }, () => send(operation, { token: tokens.spent })));
        answer = answers.find(({ status }) => status === 429);
    } while (!answer);
    check(operation, answer, `${operation.operationId}, too often`);
    covered.get(operation.operationId).add('429');
}

/* A token of no more rights than OPERATION asks for, less one. */
function weaker(scope) {
    return tokens[SCOPES[SCOPES.indexOf(scope) - 1]];
}

async function makeToken(name, scope) {
    const answer = await house.tell('POST', '/api/v1/tokens', { name, scope });
    return JSON.parse(answer.body).token;
}

/* What every operation refuses alike, where it is documented. */
async function askWrongly(operation) {
    const alike = {
        400: () => ({ query: { nonsense: '1' } }),
        401: () => ({ token: ' ' }),
        403: () => ({ token: weaker(operation.scope) }),
        413: () => ({ headers: { 'Content-Length': FAR_TOO_LONG } }),
    };
    for (const [status, sent] of Object.entries(alike))
        if (operation.responses[status]) await ask(operation, Number(status), sent());
    if (operation.responses[429]) await askTooOften(operation);
}

/* -- the walk ------------------------------------------------------------------------- */

/* The table of the daemon against the paths of the description. */
function compareTables() {
    const source = sourceOf('daemon/publish/endpoint.c');
    const macros = Object.fromEntries([...source.matchAll(/#define (\w+)\s+("[^"]*")/g)].map((one) => one.slice(1)));
    const rows = source.matchAll(/\{"(\w+)",\s*API "([^"]+)",\s*ACCESS_(\w+),\s*("[^"]*"|\w+),/g);
    const table = [...rows].map(([, method, path, access, query]) => {
        const keys = (macros[query] ?? query).replaceAll('"', '').split(' ').filter(Boolean).sort();
        return `${method} ${path.replace('{*}', '{}')} ${access.toLowerCase()} ${keys}`;
    });
    const documented = operations.map((operation) => {
        const keys = operation.parameters.filter((one) => one.in === 'query').map((one) => one.name).sort();
        return `${operation.method.toUpperCase()} ${operation.path.replace(/\{\w+\}/g, '{}')} ${operation.scope} ${keys}`;
    });
    assert.deepEqual(documented.sort(), table.sort());
}

/* The same of the words about Jalon itself, most of which no walk brings about. */
function compareWords() {
    const sources = ['engine/answer_act', 'engine/review', 'engine/words', 'publish/api_receivers']
        .map((name) => sourceOf(`daemon/${name}.c`)).join('');
    const said = [...sources.matchAll(/engine_say\([^;"]*"(\w+)"|\.kind = "(\w+)"/g)].map((one) => one[1] ?? one[2]);
    const documented = resolve('#/components/schemas/WordEvent/properties/type').at.enum;
    assert.deepEqual([...documented].sort(), said.map((kind) => `jalon.${kind}`).sort());
}

async function prepare() {
    for (const { id, ...document } of organizations) {
        const answer = await house.tell('PUT', `/api/v1/organizations/${id}`, document);
        assert.equal(answer.status, 201, String(answer.body));
    }
    for (const scope of SCOPES) tokens[scope] = await makeToken(scope, scope);
    tokens.spent = await makeToken('spent', 'admin');
    for (const state of ['sent', 'dead'])
        assert.ok(await until(async () => {
            const { body } = await house.tell('GET', `/api/v1/notices?state=${state}`);
            notices[state] = JSON.parse(body).items[0]?.id;
            return notices[state];
        }), `no notice is ${state}:\n${house.log}`);
}

/* The cases use up more than a token may ask for at once: each has its own. */
async function walk() {
    for (const [operationId, rows] of Object.entries(cases)) {
        const operation = operations.find((one) => one.operationId === operationId);
        assert.ok(operation, `${operationId} is not documented`);
        await askWrongly(operation);
        if (operation.scope !== 'open') tokens[operation.scope] = await makeToken(`for-${operationId.toLowerCase()}`, operation.scope);
        for (const [status, sent] of rows) await ask(operation, status, sent);
    }
}

function expectWholeCover() {
    for (const operation of operations) {
        const missing = Object.keys(operation.responses)
            .filter((status) => status !== 'default' && !covered.get(operation.operationId).has(status));
        assert.deepEqual(missing, [], `${operation.operationId}: never seen`);
    }
}

async function expectEvents() {
    const types = new Set();
    assert.ok(await until(() => house.events.length > 1), 'no webhook came');
    for (const { headers, body } of house.events) {
        const event = JSON.parse(body);
        for (const one of description.webhooks.notice.post.parameters) assert.ok(headers[one.name], one.name);
        judge('#/webhooks/notice/post/requestBody/content/application~1json/schema', event, event.type);
        types.add(event.type.split('.')[0]);
    }
    assert.deepEqual([...types].sort(), ['jalon', 'milestone']);
}

compareTables();
compareWords();
await house.open(process.argv[2]);
try {
    await prepare();
    await walk();
    expectWholeCover();
    await expectEvents();
} finally {
    await house.close();
}
console.log(`${operations.length} operations, ${[...covered.values()].reduce((sum, one) => sum + one.size, 0)} answers of their kinds`);

/* A reminder is answered by its link: looking changes nothing, answering acts once, and what
 * is forged, old or answered does not serve.
 *
 * Usage: node answer.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { until } from '../api/house.mjs';
import { withBrowser } from './browser.mjs';
import { checkPage } from './checks.mjs';

const WINDOW = /^surveillance\.window/;
const TARGET = /^surveillance\.target/;

function itemsOf(house) {
    return house.events.flatMap(({ body }) => JSON.parse(body).data.items ?? []);
}

/* The link by which the webhook's receiver answers about MILESTONE of ORGANIZATION. */
async function linkTo(house, organization, milestone) {
    const find = () => itemsOf(house).find((item) =>
        item.organization === organization && milestone.test(item.milestone.id));
    assert.ok(await until(find), `${organization} ${milestone}`);
    return find().answer_url;
}

async function client(house, id) {
    return JSON.parse((await house.tell('GET', `/api/v1/organizations/${id}`)).body);
}

async function lookingChangesNothing({ page, house }) {
    const link = await linkTo(house, 'late', WINDOW);
    const before = await client(house, 'late');
    for (const as of ['booked', 'done', 'later', 'not-mine', '<script>']) {
        const answer = await page.goto(`${link}?as=${encodeURIComponent(as)}`);
        assert.equal(answer.status(), 200);
    }
    await page.goto(`${link}?as=done`);
    assert.equal(await page.locator('details[open]').count(), 1);
    assert.deepEqual(await client(house, 'late'), before);
}

async function thePageIsAsGoodAsTheOthers({ browser, house }) {
    const link = await linkTo(house, 'hostile', WINDOW);
    for (const locale of ['fr', 'en']) {
        for (const width of [390, 1280]) {
            const context = await browser.newContext({ locale, viewport: { width, height: 900 } });
            const page = await context.newPage();
            for (const as of ['booked', 'done', 'later', 'not-mine'])
                await checkPage(page, `${link}?as=${as}`, `${locale} ${width} answer ${as}`);
            await context.close();
        }
    }
}

async function aBookingOutsideTheWindowIsRefused({ page, house }) {
    await page.goto(`${await linkTo(house, 'late', WINDOW)}?as=booked`);
    await page.fill('details[open] input[name=day]', '2029-01-01');
    await page.click('details[open] button');
    assert.match(await page.textContent('[role=alert] >> nth=-1'), /1 January 2029 lies outside the window from 1 February 2026 to/);
    assert.equal((await client(house, 'late')).facts.length, 1);
}

async function anAnswerIsAFactWithItsAuthor({ page, house }) {
    await page.goto(`${await linkTo(house, 'late', WINDOW)}?as=done`);
    await page.fill('details[open] input[name=day]', '2026-09-15');
    await page.click('details[open] button');
    await page.waitForSelector('h1 >> text=Thank you');
    const { facts } = await client(house, 'late');
    assert.deepEqual(facts.slice(1).map(({ kind, audit, on, by }) => [kind, audit, on, by]),
        [['audit.held', 'surveillance', '2026-09-15', 'hook (by link)']]);
}

async function itActsOnce({ page, house }) {
    const answer = await page.reload();
    assert.equal(answer.status(), 404);
    assert.equal((await page.goto(await linkTo(house, 'late', WINDOW))).status(), 404);
    assert.equal((await client(house, 'late')).facts.length, 2);
}

async function whatIsForgedDoesNotServe({ page, house, base }) {
    const good = await linkTo(house, 'hostile', WINDOW);
    const [note, mac] = good.split('/').at(-1).split('.');
    const other = Buffer.from(Buffer.from(note, 'base64url').toString().replace('hostile', 'acme')).toString('base64url');
    const texts = [];
    for (const token of [`${other}.${mac}`, `${note}.${'A'.repeat(22)}`, `${note}.`, note, 'x', `${note}.${mac}x`,
        `${note.slice(1)}.${mac}`, Buffer.from('acme').toString('base64url') + `.${mac}`]) {
        const answer = await page.goto(`${base}/answer/${token}`);
        assert.equal(answer.status(), 404, token);
        texts.push(await page.textContent('main'));
    }
    assert.equal(new Set(texts).size, 1, 'they are told apart');
}

/* A web mail's link comes without the cookie that the form would be checked against. */
async function aLinkFromElsewhereIsAskedForAgain({ page, house }) {
    const answer = await page.request.get(await linkTo(house, 'hostile', WINDOW), { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    assert.deepEqual([answer.status(), answer.headers().refresh], [200, '0']);
    assert.doesNotMatch(await answer.text(), /name="day"/);
}

async function laterSilencesUpToADay({ page, house }) {
    await page.goto(`${await linkTo(house, 'hostile', WINDOW)}?as=later`);
    await page.fill('details[open] input[name=day]', '2026-12-08');
    await page.click('details[open] button');
    await page.waitForSelector('h1 >> text=Thank you');
    assert.equal((await page.goto(await linkTo(house, 'hostile', WINDOW))).status(), 404);
}

async function notMineIsHeardByTheOwner({ page, house }) {
    const told = async () => (await house.tell('GET', '/api/v1/notices?limit=500')).body.toString();
    await page.goto(`${await linkTo(house, 'acme', TARGET)}?as=not-mine`);
    await page.click('details[open] button');
    await page.waitForSelector('h1 >> text=Thank you');
    assert.equal((await page.goto(await linkTo(house, 'acme', TARGET))).status(), 404);
    assert.ok(await until(async () => (await told()).includes('"items":[]')), 'a word without items');
}

await withBrowser(process.argv[2], async ({ browser, house, base }) => {
    const context = await browser.newContext({ locale: 'en', javaScriptEnabled: false });
    const page = await context.newPage();
    for (const step of [thePageIsAsGoodAsTheOthers, lookingChangesNothing, aBookingOutsideTheWindowIsRefused,
        anAnswerIsAFactWithItsAuthor, itActsOnce, whatIsForgedDoesNotServe, aLinkFromElsewhereIsAskedForAgain, laterSilencesUpToADay, notMineIsHeardByTheOwner])
        await step({ page, base, house, browser });
});

/* A spreadsheet is dropped, looked at line by line, and only then written.
 *
 * Usage: node import.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { signIn, withBrowser } from './browser.mjs';
import { checkAccess } from './checks.mjs';

const CSV = ['id;name;owner;tags;Ville', 'acme;Acme Formation;bob;nord;Lyon', 'neuf;<script>window.hostile = 4</script>;alice;',
    'Pas un id;Perdu;alice;', 'late;En retard;alice;', 'encore;=1+1;alice;'].join('\r\n');
const REFUSED = /^\uFEFFline;reason\r\n4;.*id.*\r\n$/;

const row = (page, text) => page.locator('tbody tr', { hasText: text });
const exists = async (house, id) => (await house.tell('GET', `/api/v1/organizations/${id}`)).status === 200;

async function send(page, base, buffer) {
    await page.goto(`${base}/import`);
    await page.setInputFiles('input[type=file]', { name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(buffer) });
    await page.click('button.main');
}

async function whatWouldBecomeOfEachLineIsShown({ page, base, house }) {
    await send(page, base, CSV);
    await page.waitForSelector('form[action="/import/confirm"]');
    await checkAccess(page, 'what an import does');
    assert.match(await row(page, 'Acme Formation').textContent(), /changed/);
    assert.match(await row(page, 'window.hostile').textContent(), /new/);
    assert.match(await row(page, 'refused').textContent(), /^4/);
    assert.match(await row(page, 'left aside').first().textContent(), /^1.*"Ville"/);
    assert.deepEqual(await page.locator('dl.facts dd').allTextContents(), ['2', '1', '1', '1']);
    assert.equal(await page.evaluate(() => window.hostile), undefined);
    assert.equal(await exists(house, 'neuf'), false, 'nothing is written yet');
}

async function whatWasRefusedCanBeFetched({ page, base }) {
    const link = await page.getAttribute('main a[href^="/import/"]', 'href');
    const answer = await page.request.get(base + link);
    assert.equal(answer.headers()['content-type'], 'text/csv; charset=utf-8');
    assert.match((await answer.body()).toString(), REFUSED);
}

async function nobodyElseCanConfirmIt({ page, base, browser, house }) {
    const token = await page.inputValue('input[name=token]');
    const other = await browser.newPage({ locale: 'en' });
    await signIn(other, base);
    const csrf = await other.inputValue('input[name=csrf] >> nth=0');
    const answer = await other.request.post(`${base}/import/confirm`, { form: { csrf, token } });
    assert.equal(answer.status(), 404);
    assert.equal(await exists(house, 'neuf'), false);
    await other.close();
}

async function confirmingWritesTheGoodLines({ page, house }) {
    await page.click('form[action="/import/confirm"] button');
    await page.waitForSelector('text=The file was written');
    assert.deepEqual([await exists(house, 'neuf'), await exists(house, 'encore')], [true, true]);
    const answer = await page.reload();
    assert.equal(answer.status(), 404, 'it is written once');
}

async function whatIsTooLargeIsToldByAPage({ page, base }) {
    const [answer] = await Promise.all([page.waitForResponse((one) => one.request().method() === 'POST'),
        send(page, base, 'id;name\n' + 'x;y\n'.repeat(3e6))]);
    assert.equal(answer.status(), 413);
    await page.click('text=Back, to try again');
    assert.equal(page.url(), `${base}/import`);
}

async function whatIsNoListIsRefused({ page, base }) {
    for (const text of ['', 'no;known;column\n1;2;3\n', '\0\0\0', 'PK\x03\x04\x14\0\x06\0']) {
        await send(page, base, text);
        await page.waitForSelector(text.startsWith('PK') ? '.note.alarm >> text=/save it as CSV/'
            : '.note.alarm >> text=/asked for|column|header|siret|SIRET|NUL|NULL/');
    }
}

await withBrowser(process.argv[2], async ({ browser, house, base }) => {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
    await signIn(page, base);
    for (const step of [whatWouldBecomeOfEachLineIsShown, whatWasRefusedCanBeFetched, nobodyElseCanConfirmIt,
        confirmingWritesTheGoodLines, whatIsTooLargeIsToldByAPage, whatIsNoListIsRefused])
        await step({ browser, page, base, house });
});

/* What a client's page shows is what holds: a booked audit counts to its day, a certificate
 * that was withdrawn ends there, a client's own duty has its name, and whoever may only look
 * is led to nothing that is not there.
 *
 * Usage: node client_page.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { PASSWORD, signIn, withBrowser } from './browser.mjs';
import { checkPage } from './checks.mjs';

const row = (page, hasText) => page.locator('tbody tr', { hasText });

async function put(house, id, client) {
    assert.equal((await house.tell('PUT', `/api/v1/organizations/${id}`, client)).status, 201);
}

async function aBookedAuditCountsToItsDay({ page, base }) {
    await page.goto(`${base}/organizations/acme`);
    const audit = row(page, 'booked for 10 December 2026').last();
    assert.match(await audit.innerText(), /audit booked\s+in 16 days/);
}

async function aWithdrawnCertificateEndsThere({ page, base, house }) {
    await put(house, 'withdrawn', { name: 'Withdrawn', facts: [{ kind: 'certificate.issued', on: '2025-03-15' },
        { kind: 'certificate.withdrawn', on: '2026-10-10' }] });
    await page.goto(`${base}/organizations/withdrawn`);
    const titles = await page.locator('svg.line title').allTextContents();
    assert.ok(titles.includes('withdrawn on 10 October 2026'), titles.join('; '));
    assert.ok(!titles.some((title) => /^expires on/.test(title)), titles.join('; '));
    const cycle = await page.locator('svg.line rect.cycle').boundingBox();
    const today = await page.locator('svg.line line.today').boundingBox();
    assert.ok(cycle.x + cycle.width < today.x, 'the bar ends before today');
}

async function anOwnDutyHasItsName({ page, base, house }) {
    await put(house, 'duty', { name: 'Duty', owner: 'alice',
        obligations: [{ id: 'v', title: 'Read the law', rrule: 'FREQ=YEARLY', starts: '2026-11-01' }] });
    const told = row(page, 'Read the law, 1 November 2026');
    for (let tries = 0; tries < 50 && await told.count() === 0; tries++)
        await page.goto(`${base}/organizations/duty`);
    assert.ok(await told.count() > 0);
}

async function whatIsEmptySaysWhatComesNext({ page, base, house }) {
    await put(house, 'empty', { name: 'Empty' });
    await checkPage(page, `${base}/organizations/empty`, 'an empty client');
    assert.match(await page.innerText('main .calm >> nth=0'), /follow from a certificate.*Record a fact$/);
    assert.match(await page.innerText('#calendar + p'), /^These dates stand in: everything\. |^These dates stand in no calendar yet\. /);
}

async function thePictureFitsPaper({ page, base }) {
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${base}/organizations/acme`);
    const { width } = await page.locator('svg.line').boundingBox();
    assert.ok(width <= 718, `${width} pixels on 718`);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1280, height: 720 });
}

/* Each link within the page has its place, each other one opens. */
async function readersAreLedToNothingThatIsNotThere({ browser, base, house }) {
    await house.tell('POST', '/api/v1/users', { name: 'rita', role: 'read', password: PASSWORD });
    const page = await browser.newPage({ locale: 'en' });
    await signIn(page, base, 'rita');
    for (const client of ['acme', 'empty']) {
        await checkPage(page, `${base}/organizations/${client}`, client);
        const links = await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
        for (const href of links.filter((one) => one.startsWith('#')))
            assert.equal(await page.locator(href).count(), 1, href);
        for (const href of new Set(links.filter((one) => one.startsWith('/'))))
            assert.equal((await page.request.get(base + href)).status(), 200, href);
    }
    await page.close();
}

/* Last, since it leaves nobody behind. */
async function readersOfAnEmptyHouseAreNotAskedToImport({ browser, base, house }) {
    for (const id of ['acme', 'late', 'hostile', 'withdrawn', 'duty', 'empty'])
        assert.equal((await house.tell('DELETE', `/api/v1/organizations/${id}`)).status, 204);
    const page = await browser.newPage({ locale: 'en' });
    await signIn(page, base, 'rita');
    await checkPage(page, `${base}/`, 'an empty house');
    assert.equal(await page.locator('.calm a').count(), 0);
    await page.close();
}

await withBrowser(process.argv[2], async ({ browser, house, base }) => {
    const page = await browser.newPage({ locale: 'en' });
    await signIn(page, base);
    for (const step of [aBookedAuditCountsToItsDay, aWithdrawnCertificateEndsThere, anOwnDutyHasItsName,
        whatIsEmptySaysWhatComesNext, thePictureFitsPaper, readersAreLedToNothingThatIsNotThere, readersOfAnEmptyHouseAreNotAskedToImport])
        await step({ browser, page, base, house });
});

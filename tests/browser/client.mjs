/* A consultant's work on one client: a booking outside its window is refused, then insisted
 * upon, seen before it is confirmed, and taken back; reminders fall silent and speak again;
 * contacts come and go.  All of it without JavaScript.
 *
 * Usage: node client.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { signIn, withBrowser } from './browser.mjs';

const row = (page, ...texts) => texts.reduce((rows, hasText) => rows.filter({ hasText }), page.locator('tbody tr'));

async function facts(house) {
    return JSON.parse((await house.tell('GET', '/api/v1/organizations/acme')).body).facts;
}

async function fillBooking(page, base, day) {
    await page.goto(`${base}/organizations/acme`);
    await page.selectOption('select[name=record]', 'audit.booked');
    await page.click('form[action$="#record"] button');
    await page.fill('input[name=on]', '2026-11-20');
    await page.selectOption('select[name=audit]', 'surveillance');
    await page.fill('input[name=day]', day);
    await page.click('button[value=preview].main');
}

async function aBookingOutsideIsRefused({ page, base, house }) {
    await fillBooking(page, base, '2028-01-10');
    assert.match(await page.textContent('[role=alert].note >> nth=-1'), /10 January 2028 lies outside the window from 15 May 2026 to 15 January 2027: another/);
    assert.equal((await facts(house)).length, 2);
}

async function insistingShowsWhatMoves({ page, house }) {
    await page.click('button[value=preview]');
    await page.waitForSelector('button[value=confirm]');
    assert.equal(await row(page, 'booked for', '10 December 2026', '10 January 2028').count(), 2);
    assert.equal((await facts(house)).length, 2, 'what is shown is not written');
}

const fieldsOf = (form) => form.locator('input').evaluateAll(
    (inputs) => Object.fromEntries(inputs.map(({ name, value }) => [name, value])));

async function confirmingTwiceWritesItOnce({ page, base, house }) {
    const confirm = page.locator('button[value=confirm]');
    const form = { ...await fieldsOf(page.locator('form', { has: confirm })), step: 'confirm' };
    await confirm.click();
    await page.waitForURL(`${base}/organizations/acme?said=recorded`);
    const answer = await page.request.post(`${base}/organizations/acme/facts`, { form, headers: { 'accept-language': 'en' } });
    assert.equal(answer.status(), 409);
    assert.match(await answer.text(), /This was recorded already[^]*href="\/organizations\/acme#history"/);
    const all = await facts(house);
    const last = all.at(-1);
    assert.deepEqual([all.length, last.kind, last.day, last.by], [3, 'audit.booked', '2028-01-10', 'alice']);
    assert.match(await row(page, 'Audit booked', '10 January 2028').last().textContent(), /alice/);
}

async function retractingShowsAndStrikesThrough({ page, base, house }) {
    await row(page, 'Audit booked', '10 January 2028').last().locator('button').click();
    await page.waitForSelector('button[value=confirm]');
    assert.equal(await row(page, 'booked for', '10 January 2028', '10 December 2026').count(), 2);
    assert.equal((await facts(house)).at(-1).retracted, undefined);
    await page.click('button[value=confirm]');
    await page.waitForURL(`${base}/organizations/acme?said=retracted`);
    assert.equal((await facts(house)).at(-1).retracted, true);
    assert.equal(await page.locator('tr.retracted s', { hasText: 'Audit booked' }).count(), 1);
    assert.match(await page.locator('tr.retracted td', { hasText: 'retracted' }).innerText(), /retracted alice, .*2026 \d\d:\d\d/);
}

async function whatIsMissingIsAskedForAgain({ page, base }) {
    await page.goto(`${base}/organizations/acme?record=audit.booked`);
    await page.evaluate(() => document.querySelectorAll('[required]').forEach((field) => { field.required = false; }));
    await page.selectOption('select[name=audit]', 'renewal');
    await page.fill('input[name=on]', '2026-11-20');
    const [answer] = await Promise.all([page.waitForNavigation(), page.click('button[value=preview].main')]);
    assert.equal(answer.status(), 400);
    assert.match(await page.textContent('label:has(input[name=day]) [role=alert]'), /must be given/);
    assert.equal(await page.inputValue('select[name=audit]'), 'renewal');
}

async function remindersFallSilentAndSpeakAgain({ page, base }) {
    const expiry = () => row(page, 'renewal of the certificate').first();
    await page.goto(`${base}/organizations/acme`);
    await expiry().getByText('Silence the reminders').click();
    await expiry().locator('input[name=reason]').fill('they <b>know</b>');
    await expiry().locator('input[name=until]').fill('2027-02-01');
    await expiry().locator('button[value=ack]').click();
    await page.waitForURL(`${base}/organizations/acme?said=acked`);
    assert.match(await expiry().textContent(), /Silenced by alice they <b>know<\/b> until 1 February 2027/);
    await expiry().locator('button[value=unack]').click();
    await page.waitForURL(`${base}/organizations/acme?said=unacked`);
    assert.doesNotMatch(await expiry().textContent(), /Silenced/);
}

/* A date's own link leads to the form for what does it, which asks for the day alone. */
async function aDateIsSettledFromItsRow({ page, base, house }) {
    await house.tell('PUT', '/api/v1/organizations/own', { name: 'Own', nda: '11788457578',
        facts: [{ kind: 'certificate.issued', on: '2025-03-15' },
            { kind: 'nc.notified', on: '2026-11-01', nc: 'NC 1 & 2', grade: 'minor', audit: 'surveillance' }],
        obligations: [{ id: 'watch', title: 'Watch', rrule: 'FREQ=YEARLY', starts: '2026-12-01' }] });
    for (const link of ['Audit held surveillance audit', 'Non-conformity fixed correction of non-conformity NC 1 & 2',
        'BPF filed', 'Own duty done Watch']) {
        await page.goto(`${base}/organizations/own`);
        await page.getByRole('link', { name: link }).last().click();
        await page.click('button[value=preview].main');
        await page.click('button[value=confirm]');
        await page.waitForURL(`${base}/organizations/own?said=recorded`);
    }
    const { facts } = JSON.parse((await house.tell('GET', '/api/v1/organizations/own')).body);
    assert.deepEqual(facts.slice(2).map(({ id, on, recorded_at, by, ...fact }) => fact), [
        { kind: 'audit.held', audit: 'surveillance' }, { kind: 'nc.fixed', nc: 'NC 1 & 2' },
        { kind: 'bpf.filed', year: 2027 }, { kind: 'obligation.done', obligation: 'watch', due: '2027-12-01' }]);
}

async function contactsComeAndGo({ page, base }) {
    await page.fill('input[type=email]', 'lea@acme.example');
    await page.click('form[action$="/contacts"] button[value=add]');
    await page.waitForURL(`${base}/organizations/acme?said=profile-saved`);
    await row(page, 'lea@acme.example').locator('button').click();
    await page.waitForURL(`${base}/organizations/acme?said=profile-saved`);
    assert.equal(await row(page, 'lea@acme.example').count(), 0);
    assert.equal(await row(page, 'zoe@acme.example').count(), 1);
}

async function yearsStandApart({ page, base, house }) {
    const client = { name: 'Fin décembre', facts: [{ kind: 'certificate.issued', on: '2024-12-28' }] };
    assert.equal((await house.tell('PUT', '/api/v1/organizations/december', client)).status, 201);
    await page.goto(`${base}/organizations/december`);
    assert.equal(await page.locator('svg.line text.year').first().textContent(), '2025');
    const boxes = await page.locator('svg.line text.year').evaluateAll(
        (texts) => texts.map((text) => text.getBoundingClientRect()).map(({ left, right }) => ({ left, right })));
    assert.ok(boxes.length > 2 && boxes.slice(1).every(({ left }, i) => left > boxes[i].right), JSON.stringify(boxes));
}

async function theProfileKeepsWhatItDoesNotShow({ page, base, house }) {
    await page.goto(`${base}/organizations/acme/profile`);
    await page.fill('input[name=tags]', 'nord, priorité');
    await page.click('main form button.main');
    await page.waitForURL(`${base}/organizations/acme?said=profile-saved`);
    const { tags, contacts, facts: kept } = JSON.parse((await house.tell('GET', '/api/v1/organizations/acme')).body);
    assert.deepEqual([tags, contacts.length, kept.length], [['nord', 'priorité'], 1, 3]);
}

async function anAuditsDaysAreEstimatedFromTheProfile({ page, base }) {
    const renewal = row(page, 'renewal audit').first();
    await page.goto(`${base}/organizations/late`);
    await renewal.getByRole('link', { name: 'Fill in turnover' }).click();
    await page.fill('input[name=turnover]', '200000');
    await page.fill('input[name=sites]', '7');
    for (const category of ['AF', 'CFA'])
        await page.check(`input[name=${category}]`);
    await page.click('main form button.main');
    await page.waitForURL(`${base}/organizations/late?said=profile-saved`);
    assert.match(await renewal.innerText(), /estimated: 3\.5 \(sites sampled: 3\) – several sources agree/);
}

async function readersSeeAndChangeNothing({ browser, base, house }) {
    await house.tell('POST', '/api/v1/users', { name: 'bob', role: 'read', password: 'correct horse battery' });
    const page = await browser.newPage({ locale: 'en' });
    await signIn(page, base, 'bob');
    await page.goto(`${base}/organizations/acme`);
    assert.equal(await page.locator('main form').count(), 0);
    const csrf = await page.inputValue('footer input[name=csrf] >> nth=0');
    const answer = await page.request.post(`${base}/organizations/acme/facts`, {
        form: { csrf, kind: 'application.filed', on: '2026-11-20', step: 'confirm' } });
    assert.equal(answer.status(), 403);
    assert.equal((await facts(house)).length, 3);
    await page.close();
}

await withBrowser(process.argv[2], async ({ browser, house, base }) => {
    const context = await browser.newContext({ locale: 'en', javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, base);
    for (const step of [aBookingOutsideIsRefused, insistingShowsWhatMoves, confirmingTwiceWritesItOnce,
        retractingShowsAndStrikesThrough, whatIsMissingIsAskedForAgain, remindersFallSilentAndSpeakAgain,
        contactsComeAndGo, theProfileKeepsWhatItDoesNotShow, anAuditsDaysAreEstimatedFromTheProfile,
        yearsStandApart, aDateIsSettledFromItsRow, readersSeeAndChangeNothing])
        await step({ browser, page, base, house });
});

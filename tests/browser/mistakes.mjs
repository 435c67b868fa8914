/* What goes wrong is said where it happened, in words for a person, and leads back to where
 * one was; what is empty says what comes next.
 *
 * Usage: node mistakes.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { PASSWORD, signIn, withBrowser } from './browser.mjs';
import { checkShown } from './checks.mjs';

const BAD_SIRET = '89017665400015';

/* Presses BUTTON, and checks the page that comes, which has STATUS. */
async function press(page, button, status, what) {
    const [answer] = await Promise.all([page.waitForNavigation(), button.click()]);
    assert.equal(answer.status(), status, what);
    await checkShown(page, await answer.text(), what);
}

async function aWrongFieldIsNamedBesideIt({ page, base }) {
    await page.goto(`${base}/organizations/acme/profile`);
    await page.fill('input[name=siret]', BAD_SIRET);
    await page.fill('input[name=certifier]', 'Certif’Ouest');
    await page.check('input[name=BC]');
    await press(page, page.locator('main form button.main'), 400, 'a wrong SIRET');
    assert.match(await page.locator('label:has(input[name=siret]) [role=alert]').innerText(), /^\d+ is no SIRET/);
    assert.deepEqual([await page.inputValue('input[name=siret]'), await page.inputValue('input[name=certifier]'),
        await page.isChecked('input[name=BC]')], [BAD_SIRET, 'Certif’Ouest', true], 'what was filled in is kept');
}

async function whatSomebodyElseSavedIsNotUndone({ page, base, house }) {
    await page.goto(`${base}/organizations/acme/profile`);
    const other = await page.context().newPage();
    await other.goto(`${base}/organizations/acme/profile`);
    await other.fill('input[name=tags]', 'nord, sud');
    await other.click('main form button.main');
    await other.close();
    await page.fill('input[name=certifier]', 'certifopac');
    const save = page.locator('main form button.main');
    await press(page, save, 409, 'a client that was changed meanwhile');
    assert.match(await page.innerText('main form [role=alert]'), /changed meanwhile/);
    const { tags, certifier } = JSON.parse((await house.tell('GET', '/api/v1/organizations/acme')).body);
    assert.deepEqual([tags, certifier], [['nord', 'sud'], undefined]);
    await save.click();
    await page.waitForURL(`${base}/organizations/acme?said=profile-saved`);
}

async function aFactKeepsWhatWasFilledIn({ page, base }) {
    await page.goto(`${base}/organizations/acme?record=certificate.issued`);
    await page.fill('input[name=starts]', '2026-05-01');
    await page.fill('input[name=ends]', '2025-05-01');
    await press(page, page.locator('button.main[value=preview]'), 400, 'an end before its start');
    assert.match(await page.locator('label:has(input[name=ends]) [role=alert]').innerText(), /^\S+ [^:]*$/);
    assert.equal(await page.inputValue('input[name=starts]'), '2026-05-01');
}

async function aRefusedFormLeadsBackToItsPage({ page, base }) {
    await page.goto(`${base}/accounts`);
    await page.fill('input[name=name][required]', 'alice');
    await press(page, page.locator('button.main'), 409, 'a name that is taken');
    await page.click('main a');
    assert.equal(page.url(), `${base}/accounts`);
}

async function theLanguageChangesWhereOneIs({ page, base }) {
    await page.goto(`${base}/?owner=alice&state=missed`);
    await page.click('button[value=fr]');
    assert.equal(page.url(), `${base}/?owner=alice&state=missed`);
    await page.goto(`${base}/organizations/acme`);
    await page.locator('form[action$="/retract"] button').first().click();
    await page.click('button[value=en]');
    assert.equal(page.url(), `${base}/organizations/acme`, 'a page that a form brought up is left');
}

async function aRetractionNamesItsFact({ page, base }) {
    await page.goto(`${base}/organizations/acme`);
    await page.locator('form[action$="/retract"] button').first().click();
    assert.match(await page.innerText('main'), /Audit booked, 1 November 2026 – surveillance, for 10 December 2026/);
}

async function noticesSpeakOfClientsAndDates({ page, base }) {
    for (const [path, item] of [['/notices?organization=acme', /Acme Formation surveillance audit, 10 December 2026/],
        ['/organizations/acme', /surveillance audit, 10 December 2026/],
        ['/organizations/acme/statement', /surveillance audit, 10 December 2026 \(surveillance\.window\/2025-03-15 · booked-/]]) {
        await page.goto(base + path);
        assert.match(await page.locator('main').innerText(), item, path);
    }
}

async function aRetryComesBackToWhatWasChosen({ page, base }) {
    await page.goto(`${base}/notices?state=dead`);
    await page.locator('tbody button[name=retry]').first().click();
    assert.equal(page.url(), `${base}/notices?state=dead&said=retried`);
}

async function aChoiceOfDatesNamesEachKind({ page, base }) {
    await page.goto(base);
    const kinds = await page.locator('select[name=kind] option').allTextContents();
    assert.ok(kinds.includes('correction of non-conformity …'), kinds.join(', '));
}

async function theEndOfASessionIsNoLackOfRights({ browser, base }) {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    await signIn(page, base);
    await page.goto(`${base}/organizations/acme`);
    await context.clearCookies();
    await page.fill('input[type=email]', 'lost@acme.example');
    await press(page, page.locator('form[action$="/contacts"] button[value=add]'), 403, 'a form after the session');
    assert.match(await page.textContent('h1'), /session has ended/);
    await page.click('main a');
    await fillIn(page, PASSWORD);
    await page.waitForURL(`${base}/organizations/acme`);
    await context.close();
}

async function fillIn(page, password) {
    await page.fill('input[name=name]', 'alice');
    await page.fill('input[name=password]', password);
    await page.click('button.main');
}

async function aWrongPasswordIsAnAlarm({ browser, base }) {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    await page.goto(`${base}/portfolio?owner=alice`);
    await fillIn(page, 'not her password');
    assert.match(await page.textContent('[role=alert].note >> nth=-1'), /do not go together/);
    await fillIn(page, PASSWORD);
    await page.waitForURL(`${base}/portfolio?owner=alice`);
    await context.close();
}

async function nobodyIsLedAway({ page, base }) {
    for (const next of ['https://elsewhere.example/', '//elsewhere.example/', '/nothing?a=b', '/?a\r\nX-Evil: 1', '/organizations/acme/ack']) {
        await page.goto(`${base}/sign-in?next=${encodeURIComponent(next)}`);
        assert.equal(page.url(), `${base}/`, next);
    }
}

async function aStatementIsCalledByItsClient({ page, base, house }) {
    await house.tell('PUT', '/api/v1/organizations/mute', { name: 'Muet & Cie' });
    await page.goto(`${base}/organizations/mute/statement`);
    assert.equal(await page.title(), 'Statement – Muet & Cie – Jalon');
    assert.match(await page.innerText('.statement'), /^Nothing was sent about this client\.$/);
    await page.click('text=Back to the client');
    assert.equal(page.url(), `${base}/organizations/mute`);
}

/* Last, since it leaves nobody behind. */
async function aHouseWithoutClientsSaysHowToBegin({ page, base, house }) {
    for (const id of ['acme', 'late', 'hostile', 'mute'])
        assert.equal((await house.tell('DELETE', `/api/v1/organizations/${id}`)).status, 204);
    await page.goto(base);
    assert.equal(await page.getAttribute('.calm a', 'href'), '/import');
    await page.goto(`${base}/?owner=alice`);
    assert.match(await page.textContent('.calm'), /No date is like that/);
}

await withBrowser(process.argv[2], async ({ browser, house, base }) => {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    await signIn(page, base);
    for (const step of [aWrongFieldIsNamedBesideIt, whatSomebodyElseSavedIsNotUndone,
        aFactKeepsWhatWasFilledIn, aRefusedFormLeadsBackToItsPage, theLanguageChangesWhereOneIs,
        aRetractionNamesItsFact, noticesSpeakOfClientsAndDates, aRetryComesBackToWhatWasChosen,
        aChoiceOfDatesNamesEachKind, theEndOfASessionIsNoLackOfRights, aWrongPasswordIsAnAlarm,
        nobodyIsLedAway, aStatementIsCalledByItsClient, aHouseWithoutClientsSaysHowToBegin])
        await step({ browser, page, base, house });
});

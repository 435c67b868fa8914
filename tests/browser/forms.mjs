/* Forms take what people type: numbers in groups, names without their apostrophes; what was
 * filled in can be corrected before it is written; what is for good takes a second press.
 *
 * Usage: node forms.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { signIn, withBrowser } from './browser.mjs';
import { checkPage } from './checks.mjs';

const SIRET = '89017665400014';

async function put(house, id, client) {
    assert.equal((await house.tell('PUT', `/api/v1/organizations/${id}`, client)).status, 201);
}

async function aNumberMayBeInGroups({ page, base, house }) {
    await page.goto(`${base}/organizations/acme/profile`);
    await page.fill('input[name=siret]', ' 890 176 654\u00a000014 ');
    await page.click('main form button.main');
    await page.waitForURL(`${base}/organizations/acme?said=profile-saved`);
    assert.equal(JSON.parse((await house.tell('GET', '/api/v1/organizations/acme')).body).siret, SIRET);
}

async function theZonesAreNamed({ page, base }) {
    await page.goto(`${base}/organizations/acme/profile`);
    const list = await page.getAttribute('input[name=zone]', 'list');
    const zones = await page.locator(`#${list} option`).evaluateAll((all) => all.map((one) => one.value));
    assert.ok(zones.includes('Métropole') && zones.includes('Guadeloupe'), zones.join());
}

async function aNameIsFoundAsItIsTyped({ page, base, house }) {
    await put(house, 'summer', { name: 'École de l’Été – Saint-Rémy' });
    for (const typed of ['ecole de l ete', 'ÉCOLE DE L\'ÉTÉ', 'école de l’été', 'saint remy', 'Saint-rémy']) {
        await page.goto(`${base}/portfolio`);
        await page.fill('header input[name=search]', typed);
        await page.click('header .search button');
        assert.equal(await page.locator('main a[href="/organizations/summer"]').count(), 1, typed);
    }
}

async function aFactCanBeCorrectedBeforeItIsWritten({ page, base }) {
    await page.goto(`${base}/organizations/acme?record=scope.extended`);
    await page.fill('input[name=on]', '2026-11-20');
    await page.check('input[name=VAE]');
    await page.click('button.main[value=preview]');
    await page.click('text=Correct it');
    assert.equal(await page.inputValue('input[name=on]'), '2026-11-20');
    assert.deepEqual([await page.isChecked('input[name=VAE]'), await page.isChecked('input[name=BC]')], [true, false]);
}

async function aDayToComeIsPointedOut({ page, base }) {
    for (const [day, times] of [['2026-11-24', 0], ['2026-11-25', 1]]) {
        await page.goto(`${base}/organizations/acme?record=application.filed`);
        await page.fill('input[name=on]', day);
        await page.click('button.main[value=preview]');
        assert.equal(await page.locator('.note', { hasText: 'This day is to come' }).count(), times, day);
    }
}

async function whatIsWrongStandsUnderItsHeading({ page, base }) {
    await page.goto(`${base}/organizations/acme?record=certificate.issued`);
    await page.fill('input[name=starts]', '2026-05-01');
    await page.fill('input[name=ends]', '2025-05-01');
    await page.click('button.main[value=preview]');
    assert.deepEqual(await page.locator('main :is(h1, h2, h3)').evaluateAll((all) => all.map((one) => one.localName)),
        ['h1', 'h2', 'h3']);
}

async function remindersAreSilencedUpToADayToCome({ page, base }) {
    await page.goto(`${base}/organizations/acme`);
    assert.equal(await page.getAttribute('input[name=until] >> nth=0', 'min'), '2026-11-25');
}

async function longNamesFitSmallScreens({ browser, base, house }) {
    await put(house, 'long', { name: 'Long', obligations: [{ id: 'v', title: 'Relire '.repeat(30).trim(),
        rrule: 'FREQ=YEARLY', starts: '2026-12-01' }] });
    const page = await browser.newPage({ locale: 'fr', viewport: { width: 320, height: 700 } });
    await signIn(page, base);
    await checkPage(page, `${base}/organizations/long?record=obligation.done`, 'a phone');
    await page.close();
}

async function onlyANewAddressReplacesOne({ page, base }) {
    const rest = page.locator('.note', { hasText: '14 more days' });
    await page.goto(`${base}/feeds`);
    await page.fill('input[name=name][required]', 'wall');
    await page.click('button[value=add]');
    await page.waitForSelector('.secret');
    assert.equal(await rest.count(), 0);
    await page.click('text=Back to the calendars');
    await page.locator('tr', { hasText: 'wall' }).locator('button[value=rotate]').click();
    await page.waitForSelector('.secret');
    assert.equal(await rest.count(), 1);
}

async function closingACalendarTakesTwoPresses({ page, base }) {
    const wall = page.locator('tr', { hasText: 'wall' });
    await checkPage(page, `${base}/feeds`, 'calendars');
    assert.equal(await wall.locator('button[value=revoke]').isVisible(), false);
    await wall.locator('summary').click();
    await wall.locator('button[value=revoke]').click();
    await page.waitForURL(`${base}/feeds?said=feed-revoked`);
    assert.equal(await wall.count(), 0);
}

async function anAccountIsRemovedByTwoPresses({ browser, page, base }) {
    await page.goto(`${base}/accounts`);
    await page.fill('input[name=name][required]', 'lea martin');
    await page.click('button.main');
    assert.match(await page.textContent('main .note >> nth=-1'), /^1 to 64 characters are asked for/);
    await page.click('text=Back, to try again');
    await page.fill('input[name=name][required]', 'lea');
    await page.click('button.main');
    await page.waitForSelector('.secret');
    const link = await page.textContent('.secret');
    await checkPage(page, `${base}/accounts`, 'accounts');
    const lea = page.locator('tr', { hasText: 'lea' });
    assert.equal(await lea.locator('button[value=remove]').isVisible(), false);
    await twoPasswordsThatDifferAreAskedForAgain(browser, link);
    await lea.locator('summary').click();
    await lea.locator('button[value=remove]').click();
    await page.waitForURL(`${base}/accounts?said=user-removed`);
    assert.equal(await lea.count(), 0);
}

async function twoPasswordsThatDifferAreAskedForAgain(browser, link) {
    const page = await browser.newPage({ locale: 'en' });
    await page.goto(link);
    await page.fill('input[name=password]', 'correct horse battery');
    await page.fill('input[name=again]', 'correct horse batter');
    await page.click('button.main');
    assert.equal(await page.textContent('.note.alarm >> nth=-1'), 'The two passwords differ.');
    assert.equal(await page.locator('input[name=again]').count(), 1, 'the form stands there again');
    await page.close();
}

await withBrowser(process.argv[2], async ({ browser, house, base }) => {
    const page = await browser.newPage({ locale: 'en' });
    await signIn(page, base);
    for (const step of [aNumberMayBeInGroups, theZonesAreNamed, aNameIsFoundAsItIsTyped,
        aFactCanBeCorrectedBeforeItIsWritten, aDayToComeIsPointedOut, whatIsWrongStandsUnderItsHeading,
        remindersAreSilencedUpToADayToCome, longNamesFitSmallScreens, onlyANewAddressReplacesOne,
        closingACalendarTakesTwoPresses, anAccountIsRemovedByTwoPresses])
        await step({ browser, page, base, house });
});

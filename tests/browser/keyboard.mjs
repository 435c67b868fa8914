/* A morning without a mouse: sign in, skip to the content, filter, make a calendar, leave.
 *
 * Usage: node keyboard.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { PASSWORD, withBrowser } from './browser.mjs';

/* Presses Tab until what has the focus MATCHES; everything on the way must show it. */
async function tabTo(page, matches) {
    for (let presses = 0; presses < 200; presses++) {
        await page.keyboard.press('Tab');
        const found = await page.evaluate((selector) => {
            const focused = document.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(focused);
            return { is: focused.matches(selector), at: focused.outerHTML.slice(0, 120),
                seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
        }, matches);
        assert.ok(found.seen, `the focus cannot be seen on ${found.at}`);
        if (found.is) return;
    }
    assert.fail(`${matches} cannot be reached`);
}

async function signIn(page, base) {
    await page.goto(`${base}/rules`);
    await page.keyboard.type('alice');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/rules`);
}

async function skipToContent(page, base) {
    await page.goto(`${base}/`);
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
}

async function filter(page, base) {
    await tabTo(page, 'select[name=owner]');
    await page.keyboard.type('alice');
    await tabTo(page, 'form.filter button');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/?owner=alice*`);
    assert.equal(await page.locator('tbody tr', { hasText: 'Acme' }).count(), 1);
    assert.equal(await page.locator('tbody tr', { hasText: 'hostile' }).count(), 0);
}

async function makeCalendar(page, base) {
    await page.goto(`${base}/feeds`);
    await tabTo(page, 'input[name=name]');
    await page.keyboard.type('equipe');
    await tabTo(page, 'button[value=add]');
    await page.keyboard.press('Enter');
    const url = await page.locator('.secret').innerText();
    assert.match(url, new RegExp(`^${base}/feeds/[A-Za-z0-9_-]{43}/equipe\\.ics$`));
    assert.equal((await page.request.get(url)).status(), 200);
    await page.goto(`${base}/feeds`);
    assert.equal(await page.locator('th', { hasText: 'equipe' }).count(), 1);
    assert.ok(!(await page.content()).includes(url), 'the address is shown only once');
}

async function recordFact(page, base) {
    await page.goto(`${base}/organizations/acme`);
    await tabTo(page, 'select[name=record]');
    await page.keyboard.type('Dossier');
    await tabTo(page, 'form[action$="#record"] button');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/organizations/acme?record=application.filed#record`);
    await tabTo(page, 'button[value=preview].main');
    await page.keyboard.press('Enter');
    await page.waitForSelector('button[value=confirm]');
    await tabTo(page, 'button[value=confirm]');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/organizations/acme?said=recorded`);
}

async function sendTest(page, base) {
    await page.goto(`${base}/channels`);
    await tabTo(page, 'button[value=alice]');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/channels?said=tested`);
    assert.equal(await page.locator('tr', { hasText: 'alice@cabinet.example' }).locator('p .good').count(), 1);
}

async function leave(page, base) {
    await tabTo(page, 'form[action="/sign-out"] button');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/sign-in?said=signed-out`);
    await page.goto(`${base}/`);
    assert.equal(new URL(page.url()).pathname, '/sign-in');
}

await withBrowser(process.argv[2], async ({ browser, base }) => {
    const page = await browser.newPage({ locale: 'fr' });
    for (const step of [signIn, skipToContent, filter, makeCalendar, recordFact, sendTest, leave])
        await step(page, base);
});

/* Each page in both languages, on a phone and on a desk: nothing serious for axe, valid HTML,
 * no violation of the policy, no hostile name that comes alive, nothing beside the screen;
 * and with JavaScript off it says the same.
 *
 * Usage: node pages.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { signIn, withBrowser } from './browser.mjs';
import { checkPage } from './checks.mjs';

const PATHS = ['/', '/?owner=alice&state=missed', '/portfolio', '/notices', '/channels', '/feeds', '/rules', '/accounts',
    '/organizations/acme', '/organizations/hostile', '/organizations/hostile/statement', '/organizations/hostile/profile',
    '/organizations/acme?record=audit.booked', '/organizations/hostile?record=nc.notified',
    '/organizations/hostile?record=scope.extended', '/import'];
const STRANGERS = ['/sign-in', '/sign-in?said=wrong'];
const WIDTHS = { phone: 390, desk: 1280 };
const TITLES = { fr: 'Aujourd’hui', en: 'Today' };

async function checkAll(browser, base, lang, width) {
    const context = await browser.newContext({ locale: lang, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => { complaints.push(dialog.message()); dialog.dismiss(); });
    for (const path of STRANGERS)
        await checkPage(page, base + path, `${lang} ${width} ${path}`);
    await signIn(page, base);
    assert.equal(await page.textContent('h1'), TITLES[lang]);
    for (const path of PATHS)
        await checkPage(page, base + path, `${lang} ${width} ${path}`);
    assert.deepEqual(complaints, [], `${lang} ${width}`);
    await context.close();
}

/* What a page says must not hang on its script. */
async function checkWithoutScript(browser, base) {
    const texts = [];
    for (const javaScriptEnabled of [true, false]) {
        const context = await browser.newContext({ locale: 'fr', javaScriptEnabled });
        const page = await context.newPage();
        await signIn(page, base);
        const seen = [];
        for (const path of PATHS) {
            await page.goto(base + path);
            /* The minute may be another one the second time. */
            seen.push((await page.locator('main').innerText()).replaceAll(/\d\d:\d\d/g, 'hh:mm'));
        }
        texts.push(seen);
        await context.close();
    }
    assert.deepEqual(texts[1], texts[0]);
}

await withBrowser(process.argv[2], async ({ browser, base }) => {
    for (const lang of ['fr', 'en'])
        for (const width of Object.values(WIDTHS))
            await checkAll(browser, base, lang, width);
    await checkWithoutScript(browser, base);
});
console.log(`${PATHS.length + STRANGERS.length} pages, in two languages and at two widths`);

/* Each page in both languages, on a phone and on a desk: nothing serious for axe, valid HTML,
 * no violation of the policy, no hostile name that comes alive, nothing beside the screen;
 * and with JavaScript off it says the same.
 *
 * Usage: node pages.mjs PROGRAMS */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { signIn, withBrowser } from './browser.mjs';
import { skipWithout } from '../api/support.mjs';

const { HtmlValidate } = await skipWithout('html-validate');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PATHS = ['/', '/?owner=alice&state=missed', '/portfolio', '/notices', '/channels', '/feeds', '/rules', '/accounts',
    '/organizations/acme', '/organizations/hostile', '/organizations/hostile/statement', '/organizations/hostile/profile',
    '/organizations/acme?record=audit.booked', '/organizations/hostile?record=nc.notified',
    '/organizations/hostile?record=scope.extended', '/import'];
const STRANGERS = ['/sign-in', '/sign-in?said=wrong'];
const WIDTHS = { phone: 390, desk: 1280 };
const TITLES = { fr: "Aujourd'hui", en: 'Today' };

const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    /* Titles hold a client's name; what HTML has a default for need not be written out. */
    rules: { 'long-title': 'off', 'no-implicit-input-type': 'off', 'no-implicit-button-type': 'off',
        'prefer-native-element': 'off' },
});

async function checkHtml(answer, what) {
    const report = await validator.validateString(await answer.text());
    const messages = report.results.flatMap((result) => result.messages);
    assert.deepEqual(messages.map((one) => `${one.line}: ${one.ruleId}: ${one.message}`), [], what);
}

/* From outside the page, whose policy lets no script in but its own. */
async function checkAccess(page, what) {
    const client = await page.context().newCDPSession(page);
    const { executionContextId } = await client.send('Page.createIsolatedWorld',
        { frameId: (await client.send('Page.getFrameTree')).frameTree.frame.id, worldName: 'axe' });
    const run = (expression) => client.send('Runtime.evaluate',
        { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    await run(`${axe}; undefined`);
    const { result } = await run('axe.run().then((found) => found.violations'
        + '.filter((one) => ["serious", "critical"].includes(one.impact))'
        + '.map((one) => one.id + ": " + one.nodes.map((node) => node.html).join(" | ").slice(0, 400)))');
    assert.deepEqual(result.value, [], what);
    await client.detach();
}

async function checkPage(page, url, what) {
    const answer = await page.goto(url);
    assert.equal(answer.status(), 200, what);
    await checkHtml(answer, what);
    await checkAccess(page, what);
    const found = await page.evaluate(() => ({
        hostile: window.hostile, beside: document.documentElement.scrollWidth - window.innerWidth,
        headings: document.querySelectorAll('h1').length,
    }));
    assert.deepEqual(found, { hostile: undefined, beside: found.beside, headings: 1 }, what);
    assert.ok(found.beside <= 0, `${what}: ${found.beside} pixels beside the screen`);
}

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

/* What every page must be: valid HTML, nothing serious for axe, no hostile name that comes
 * alive, nothing beside the screen. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { skipWithout } from '../api/support.mjs';

const { HtmlValidate } = await skipWithout('html-validate');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    /* Titles hold a client's name; what HTML has a default for need not be written out. */
    rules: { 'long-title': 'off', 'no-implicit-input-type': 'off', 'no-implicit-button-type': 'off',
        'prefer-native-element': 'off' },
});

async function checkHtml(html, what) {
    const report = await validator.validateString(html);
    const messages = report.results.flatMap((result) => result.messages);
    assert.deepEqual(messages.map((one) => `${one.line}: ${one.ruleId}: ${one.message}`), [], what);
}

/* From outside the page, whose policy lets no script in but its own. */
export async function checkAccess(page, what) {
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

/* Checks the page that PAGE shows; HTML is its source. */
export async function checkShown(page, html, what) {
    await checkHtml(html, what);
    await checkAccess(page, what);
    const found = await page.evaluate(() => ({
        hostile: window.hostile, beside: document.documentElement.scrollWidth - window.innerWidth,
        headings: document.querySelectorAll('h1').length,
    }));
    assert.deepEqual(found, { hostile: undefined, beside: found.beside, headings: 1 }, what);
    assert.ok(found.beside <= 0, `${what}: ${found.beside} pixels beside the screen`);
}

/* Goes to URL and checks what is there. */
export async function checkPage(page, url, what) {
    const answer = await page.goto(url);
    assert.equal(answer.status(), 200, what);
    await checkShown(page, await answer.text(), what);
}

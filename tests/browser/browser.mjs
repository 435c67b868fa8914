/* A real browser before a jalond of the test's own, with clients whose names are hostile. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { House } from '../api/house.mjs';
import { skipWithout } from '../api/support.mjs';

const { chromium } = await skipWithout('playwright-core');
const PROGRAM = '/usr/bin/chromium';
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const PASSWORD = 'correct horse battery';

/* What would run, or break out of its place, if it were taken for mark-up. */
const HOSTILE = '<script>window.hostile = 1</script><img src=x onerror="window.hostile = 2"> \'"&{} ' + 'x'.repeat(218);
const CLIENTS = [
    { id: 'acme', name: 'Acme Formation', nda: '11788457578', owner: 'alice', tags: ['nord'],
        contacts: [{ name: 'Zoé', email: 'zoe@acme.example' }],
        facts: [{ kind: 'certificate.issued', on: '2025-03-15' },
            { kind: 'audit.booked', on: '2026-11-01', audit: 'surveillance', day: '2026-12-10' }] },
    { id: 'late', name: 'En retard', nda: '11930884493', owner: 'alice',
        facts: [{ kind: 'certificate.issued', on: '2024-12-01' }] },
    { id: 'hostile', name: HOSTILE, nda: '11788457578', owner: '"><script>window.hostile = 3</script>',
        tags: ['<b>tag</b>', "it's"], contacts: [{ name: '<i>"\'', email: 'x@hostile.example' }],
        facts: [{ kind: 'certificate.issued', on: '2024-12-01' },
            { kind: 'nc.notified', on: '2026-09-01', nc: '<i>nc</i> "\'', grade: 'major', audit: 'surveillance' }] },
];

async function furnish(house) {
    for (const { id, ...client } of CLIENTS)
        expectStatus(await house.tell('PUT', `/api/v1/organizations/${id}`, client), 201);
    expectStatus(await house.tell('POST', '/api/v1/users', { name: 'alice', role: 'admin', password: PASSWORD }), 201);
    expectStatus(await house.tell('POST', '/api/v1/feeds', { name: 'alice', owner: 'alice', alarms: '7d' }), 201);
}

function expectStatus(answer, status) {
    if (answer.status !== status) throw new Error(`${answer.status} ${answer.body}`);
}

/* Opens both, runs TEST({ house, browser, base }), and closes them. */
export async function withBrowser(programs, test) {
    if (!existsSync(PROGRAM)) {
        console.log(`skipped: there is no ${PROGRAM}`);
        process.exit(77);
    }
    const house = new House();
    const profile = mkdtempSync(path.join(tmpdir(), 'jalon-browser-'));
    await house.open(programs);
    const browser = await chromium.launch({ executablePath: PROGRAM, args: QUIET, env: { ...process.env, HOME: profile } });
    try {
        await furnish(house);
        await test({ house, browser, base: `http://127.0.0.1:${house.port}` });
    } finally {
        await browser.close();
        await house.close();
        rmSync(profile, { recursive: true, force: true });
    }
}

/* Signs in by the form, as a person does. */
export async function signIn(page, base, name = 'alice') {
    await page.goto(`${base}/sign-in`);
    await page.fill('input[name=name]', name);
    await page.fill('input[name=password]', PASSWORD);
    await page.click('button.main');
    await page.waitForURL(`${base}/`);
}

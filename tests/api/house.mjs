/* A jalond of the test's own, a receiver of its webhooks, and requests to it. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const CONF = ({ port, hook }) => `
[jalond]
rehearsal = yes
uid_domain = jalon.example.org
[http]
listen = 127.0.0.1:${port}
socket = jalon.sock
public_url = http://127.0.0.1:${port}
[mail]
transport = maildir:mail
from = Jalon <jalon@example.org>
[receiver "alice"]
email = alice@cabinet.example
[receiver "hook"]
webhook = http://127.0.0.1:${hook}/
format = standard
secret_file = hook.key
allow_private = yes
[receiver "gone"]
webhook = http://127.0.0.1:${hook}/gone
format = slack
allow_private = yes
[route "all"]
kind = *
receivers = alice, hook, gone
`;

/* Whether CONDITION() came true within ten seconds. */
export async function until(condition) {
    for (let tries = 0; tries < 500; tries++) {
        if (await condition()) return true;
        await pause(20);
    }
    return false;
}

async function freePort() {
    const probe = http.createServer();
    await new Promise((done) => probe.listen(0, '127.0.0.1', done));
    const { port } = probe.address();
    await new Promise((done) => probe.close(done));
    return port;
}

function read(stream) {
    return new Promise((done, fail) => {
        const pieces = [];
        stream.on('data', (piece) => pieces.push(piece));
        stream.on('end', () => done(Buffer.concat(pieces)));
        stream.on('error', fail);
    });
}

export class House {
    /* What the webhook receiver was sent: {headers, body}. */
    events = [];

    async open(programs) {
        this.folder = mkdtempSync(path.join(tmpdir(), 'jalon-api-'));
        this.receiver = http.createServer(async (request, response) => {
            const body = await read(request);
            if (request.url === '/gone') response.statusCode = 410;
            else this.events.push({ headers: request.headers, body });
            response.end();
        });
        await new Promise((done) => this.receiver.listen(0, '127.0.0.1', done));
        this.port = await freePort();
        const conf = CONF({ port: this.port, hook: this.receiver.address().port });
        writeFileSync(path.join(this.folder, 'jalon.conf'), conf);
        writeFileSync(path.join(this.folder, 'hook.key'), `whsec_${Buffer.alloc(24, 7).toString('base64')}\n`,
            { mode: 0o600 });
        this.daemon = spawn(path.join(programs, 'jalond'),
            ['--config', 'jalon.conf', '--now', '2026-11-24T09:00:00+01:00'],
            { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
        this.log = '';
        this.daemon.stderr.on('data', (text) => { this.log += text; });
        if (!(await until(() => this.ask('GET', '/healthz').then((answer) => answer.status === 200, () => false))))
            throw new Error(`jalond did not become ready:\n${this.log}`);
    }

    async close() {
        this.receiver.close();
        this.receiver.closeAllConnections();
        const ended = new Promise((done) => this.daemon.on('exit', done));
        this.daemon.kill('SIGTERM');
        const code = await ended;
        rmSync(this.folder, { recursive: true });
        if (code !== 0) throw new Error(`jalond ended with ${code}:\n${this.log}`);
    }

    /* Over TCP, with what HEADERS show. */
    ask(method, target, { headers = {}, body } = {}) {
        return this.#send({ host: '127.0.0.1', port: this.port, method, path: target, headers }, body);
    }

    /* Over the socket, where everything is allowed. */
    tell(method, target, body) {
        const socketPath = path.join(this.folder, 'jalon.sock');
        return this.#send({ socketPath, method, path: target, headers: {} }, body);
    }

    #send(options, body) {
        const bytes = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
        if (bytes !== undefined) options.headers['Content-Length'] = Buffer.byteLength(bytes);
        return new Promise((done, fail) => {
            const request = http.request({ ...options, agent: false }, async (response) => {
                const answer = await read(response);
                done({ status: response.statusCode, headers: response.headers, body: answer });
                request.destroy();
            });
            request.on('error', fail);
            /* A body that is only announced: the answer must not wait for it. */
            if (options.headers['Content-Length'] > 0 && bytes === undefined) request.flushHeaders();
            else request.end(bytes);
        });
    }
}

export function sourceOf(name) {
    return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

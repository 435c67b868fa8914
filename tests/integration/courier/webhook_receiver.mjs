/* Webhook receivers on loopback that do what the path says.
 *
 * node webhook_receiver.mjs LOG CERTIFICATE KEY SECRET
 * Prints the ports of one in HTTP and of one in HTTPS; serves until its standard input
 * ends.  Each request is a JSON line in LOG; /standard is judged by the reference library
 * of Standard Webhooks. */
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import { Webhook } from "standardwebhooks";

const [log, certificate, key, secret] = process.argv.slice(2);

function verify(request, body) {
    try {
        new Webhook(secret).verify(body, request.headers);
        return true;
    } catch {
        return false;
    }
}

function endless(response) {
    const chunk = Buffer.alloc(16384, "x");
    const more = () => {
        while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", more);
    more();
}

function drip(socket) {
    const timer = setInterval(() => socket.write("x"), 20);
    socket.on("close", () => clearInterval(timer));
}

/* 200 and the number as long as each is the one after the last. */
let last = -1;

function answerInOrder(response, number) {
    last += number === last + 1;
    response.end(String(last));
}

const answers = {
    ok: (response) => response.end("ok"),
    status: (response, code) => response.writeHead(code, { Location: "/ok" }).end("\tno\u0007 way"),
    after: (response, code, when) =>
        response.writeHead(code, { "Retry-After": decodeURIComponent(when) }).end(),
    teams: (response) => response.end("Webhook message delivery failed with HTTP error 429"),
    mute: () => {},
    endless: (response) => endless(response.writeHead(200)),
    headers: (response) => {
        response.socket.write("HTTP/1.1 200 OK\r\n");
        const line = `X-Filler: ${"y".repeat(8000)}\r\n`;
        for (let i = 0; i < 20; i++) response.socket.write(line);
    },
    trailers: (response) => {
        response.writeHead(200, { Trailer: "X-Took" }).write("ok");
        response.addTrailers({ "X-Took": "1" });
        response.end();
    },
    drip: (response) => {
        response.socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
        drip(response.socket);
    },
    body: (response) => {
        response.writeHead(200, { "Content-Length": 100000 }).flushHeaders();
        drip(response.socket);
    },
};

function answer(request, response, body) {
    const url = new URL(request.url, "http://127.0.0.1");
    const [, what, ...rest] = url.pathname.split("/");
    const verified = what === "standard" ? verify(request, body) : undefined;
    const { host, ...headers } = request.headers;

    fs.appendFileSync(log, JSON.stringify({ path: request.url, method: request.method, headers,
                                            verified, body }) + "\n");
    if (what === "standard") response.writeHead(verified ? 204 : 400).end();
    else if (what === "order") answerInOrder(response, Number(body));
    else answers[what](response, ...rest);
}

function handle(request, response) {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => answer(request, response, body));
}

fs.writeFileSync(log, "");
const files = { cert: fs.readFileSync(certificate), key: fs.readFileSync(key) };
const servers = [http.createServer(handle), https.createServer(files, handle)];
for (const server of servers)
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
console.log(servers.map((server) => server.address().port).join(" "));
process.stdin.on("end", () => process.exit(0)).resume();

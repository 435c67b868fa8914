/* contrib/openapi.json, made of contrib/openapi.yaml: written anew, or with --check compared. */

import { readFileSync, writeFileSync } from 'node:fs';
import { skipWithout } from './support.mjs';

const { parse } = await skipWithout('yaml');
const folder = new URL('../../contrib/', import.meta.url);
const made = JSON.stringify(parse(readFileSync(new URL('openapi.yaml', folder), 'utf8')), null, 1) + '\n';
const file = new URL('openapi.json', folder);

if (process.argv[2] !== '--check') {
    writeFileSync(file, made);
} else if (readFileSync(file, 'utf8') !== made) {
    console.error('contrib/openapi.json is not what contrib/openapi.yaml says: npm run --prefix tests api-json');
    process.exitCode = 1;
}

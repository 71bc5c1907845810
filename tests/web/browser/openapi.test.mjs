// What the host says of its own addresses is a description that other programs' tools accept, and it says what the host does.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Validator} from '@seriousme/openapi-schema-validator';

import {RealHost} from '../support/real_host.mjs';

const host = new RealHost();
let description;

before(async () => {
    await host.start();
    description = await (await fetch(`${host.url}/api/v1/openapi.json`)).json();
});
after(() => host.stop());

test('a validator accepts the description', async () => {
    const result = await new Validator().validate(description);
    assert.deepEqual(result.errors ?? [], []);
    assert.equal(result.valid, true);
});

test('every reference in it leads somewhere', () => {
    const missing = [];
    JSON.stringify(description, (key, value) => {
        if (key !== '$ref') return value;
        const found = value.slice(2).split('/').reduce((at, step) => at?.[step], description);
        if (!value.startsWith('#/') || found === undefined) missing.push(value);
        return value;
    });
    assert.deepEqual(missing, []);
});

test('every address that it names for everybody answers', async () => {
    for (const [path, methods] of Object.entries(description.paths)) {
        if (!methods.get || methods.get.security || path.endsWith('/events')) continue;
        const answer = await fetch(`${host.url}${path}`);
        assert.equal(answer.status, 200, path);
        assert.ok(Object.keys(methods.get.responses).includes('200'), path);
    }
});

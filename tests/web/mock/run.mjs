// A host to look at the pages by hand: node tests/web/mock/run.mjs DIST [PORT]

import {argv, stdout} from 'node:process';

import {MockHost} from './host.mjs';

const host = new MockHost({dist: argv[2]});
stdout.write(`${await host.listen(Number(argv[3] ?? 8080))}\n`);

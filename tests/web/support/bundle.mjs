// Makes the pages' TypeScript runnable by node: one file of each unit test, with what it imports.
// node bundle.mjs OUTPUT

import {readdirSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {argv} from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, '..', '..', '..', 'app', 'web');
const tests = join(here, '..', 'unit');

const vite_file = createRequire(join(web, 'package.json')).resolve('vite');
const {build} = await import(pathToFileURL(vite_file).href);

export async function bundle(output) {
    rmSync(output, {recursive: true, force: true});
    const input = Object.fromEntries(
        readdirSync(tests)
            .filter((name) => name.endsWith('.test.ts'))
            .map((name) => [name.slice(0, -3), join(tests, name)])
            .concat([['tablet', join(here, 'tablet.ts')]]),
    );
    await build({
        ssr: {noExternal: true},
        root: web,
        configFile: false,
        logLevel: 'warn',
        oxc: {jsx: {runtime: 'automatic', importSource: 'preact'}},
        resolve: {alias: {pages: join(web, 'src')}},
        build: {
            ssr: true,
            outDir: output,
            emptyOutDir: true,
            target: 'node20',
            rolldownOptions: {input, external: [/^node:/], output: {entryFileNames: '[name].mjs'}},
        },
    });
    return Object.keys(input).map((name) => join(output, `${name}.mjs`));
}

if (argv[1] === fileURLToPath(import.meta.url)) await bundle(argv[2]);

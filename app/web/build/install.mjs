// Installs what package-lock.json names, unless it is there already: so that a later build needs no network.
// node install.mjs DIRECTORY

import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {argv, exit, platform, stderr} from 'node:process';

const directory = argv[2];
const wanted = createHash('sha256')
    .update(readFileSync(join(directory, 'package.json')))
    .update(readFileSync(join(directory, 'package-lock.json')))
    .digest('hex');
// The same mark as app/setup.sh leaves.
const mark = join(directory, 'node_modules', '.installed');

if (existsSync(mark) && readFileSync(mark, 'utf8').trim() === wanted) exit(0);

// An attempt that was interrupted leaves no mark, and so is made again from nothing.
rmSync(mark, {force: true});
const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: directory,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: platform === 'win32',
});
if (npm.status !== 0) {
    stderr.write(
        'The packages of the web pages could not be installed (npm ci, see above).\n' +
            'The first build needs the npm registry; later ones do not. Connect and build again.\n',
    );
    exit(1);
}
writeFileSync(mark, `${wanted}\n`);

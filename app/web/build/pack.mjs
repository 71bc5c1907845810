// Makes one C++ file of the built pages, for the server to be built with.
// node pack.mjs DIST OUTPUT.cpp

import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {extname, join} from 'node:path';
import {argv, exit, stderr} from 'node:process';
import {constants, gzipSync} from 'node:zlib';

const types = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.txt': 'text/plain; charset=utf-8',
};

function files(directory, prefix = '') {
    return readdirSync(directory)
        .sort()
        .flatMap((name) => {
            const path = join(directory, name);
            return statSync(path).isDirectory() ? files(path, `${prefix}/${name}`) : [`${prefix}/${name}`];
        });
}

/** The bytes as string literals, a line of the file to a line: compiles in a moment, and a diff can be read. */
function literal(bytes) {
    let out = '';
    let line = '';
    for (const byte of bytes) {
        // Octal escapes end by themselves after three digits; hexadecimal ones would swallow what follows.
        if (byte === 0x22 || byte === 0x5c) line += `\\${String.fromCharCode(byte)}`;
        else if (byte >= 0x20 && byte < 0x7f && byte !== 0x3f) line += String.fromCharCode(byte);
        else line += `\\${byte.toString(8).padStart(3, '0')}`;
        if (line.length >= 110) {
            out += `    "${line}"\n`;
            line = '';
        }
    }
    return `${out}    "${line}"`;
}

function compressed(bytes) {
    const gzip = gzipSync(bytes, {level: constants.Z_BEST_COMPRESSION});
    gzip[9] = 255; // the operating system: of no interest, and the same everywhere
    return gzip.length < bytes.length * 0.9 ? gzip : Buffer.alloc(0);
}

const [dist, output] = argv.slice(2);
const paths = files(dist);
let text = '// Made from app/web by build/pack.mjs.\n\n#include "server/assets.h"\n\n#include <array>\n\n';
text += 'namespace sandau::server {\n\nnamespace {\n\nusing namespace std::string_view_literals;\n\n';
const rows = [];
paths.forEach((path, n) => {
    const type = types[extname(path)];
    if (!type) {
        stderr.write(`${path}: no content type for this kind of file; add it to build/pack.mjs\n`);
        exit(1);
    }
    const body = readFileSync(join(dist, path));
    const gzip = compressed(body);
    const etag = createHash('sha256').update(body).digest('hex').slice(0, 20);
    text += `constexpr std::string_view body_${n} =\n${literal(body)}sv;\n\n`;
    if (gzip.length > 0) text += `constexpr std::string_view gzip_${n} =\n${literal(gzip)}sv;\n\n`;
    rows.push(`    {"${path}", "${type}", body_${n}, ${gzip.length > 0 ? `gzip_${n}` : '{}'}, "\\"${etag}\\""},`);
});
text += `constexpr std::array<Asset, ${rows.length}> all{{\n${rows.join('\n')}\n}};\n\n}  // namespace\n\n`;
text += 'std::span<const Asset> assets() {\n    return all;\n}\n\n}  // namespace sandau::server\n';
if (!existsSync(output) || readFileSync(output, 'utf8') !== text) writeFileSync(output, text);

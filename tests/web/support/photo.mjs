// A photo for the tests: a PNG of one colour with a lighter stripe, as bytes.

import {crc32, deflateSync} from 'node:zlib';

function chunk(name, data) {
    const body = Buffer.concat([Buffer.from(name, 'ascii'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
}

export function photo(width, height, [red, green, blue]) {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    const line = (n) => {
        const lighter = n > height / 3 && n < height / 2 ? 90 : 0;
        const colour = [red, green, blue].map((part) => Math.min(255, part + lighter));
        return Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from(colour))]);
    };
    const pixels = deflateSync(Buffer.concat(Array.from({length: height}, (_, n) => line(n))));
    return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

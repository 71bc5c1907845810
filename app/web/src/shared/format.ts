// Figures and times as people read them.

export type Lang = 'vi' | 'en';

const two = (n: number) => (n < 10 ? `0${n}` : `${n}`);

/** A countdown: "1:05"; tenths in the last ten seconds: "9,4". Seconds are not over before they are over. */
export function countdown(left_ms: number, lang: Lang): string {
    if (left_ms <= 0) return '0:00';
    if (left_ms < 10_000) {
        const tenths = Math.ceil(left_ms / 100);
        if (tenths < 100) return `0:0${Math.floor(tenths / 10)}${lang === 'vi' ? ',' : '.'}${tenths % 10}`;
    }
    const seconds = Math.ceil(left_ms / 1000);
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A measured time, to the millisecond: "41,250 s", "1:01,250". */
export function duration(ms: number, lang: Lang): string {
    const whole = Math.floor(Math.abs(ms) / 1000);
    const rest = `${Math.abs(ms) % 1000}`.padStart(3, '0');
    const sign = ms < 0 ? '−' : '';
    const mark = lang === 'vi' ? ',' : '.';
    if (whole < 60) return `${sign}${whole}${mark}${rest} s`;
    const minutes = Math.floor(whole / 60);
    if (minutes < 60) return `${sign}${minutes}:${two(whole % 60)}${mark}${rest}`;
    return `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}${mark}${rest}`;
}

/** How far a measured time may be off, rounded up: "± 0,3 ms". */
export function bound(us: number, lang: Lang): string {
    const tenths = Math.max(1, Math.ceil(us / 100));
    const text = tenths % 10 === 0 ? `${tenths / 10}` : `${Math.floor(tenths / 10)}.${tenths % 10}`;
    return `± ${lang === 'vi' ? text.replace('.', ',') : text} ms`;
}

function grouped(whole: string, lang: Lang): string {
    return whole.replace(/\B(?=(\d{3})+(?!\d))/g, lang === 'vi' ? '.' : ',');
}

/** "2,4 MB"; small ones in whole kilobytes. */
export function fileSize(bytes: number, lang: Lang): string {
    if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
    return `${figure((bytes / 1_000_000).toFixed(1), lang)} MB`;
}

/**
 * An official figure, as it came: "1234.5" → "1.234,5". A fraction without a finite decimal is shown to
 * two places with "≈"; its exact form is the caller's to show beside it.
 */
export function figure(text: string | number | null | undefined, lang: Lang): string {
    if (text === null || text === undefined) return '–';
    const exact = `${text}`;
    const fraction = /^(-?\d+)\/(\d+)$/.exec(exact);
    if (fraction) return `≈ ${figure((Number(fraction[1]) / Number(fraction[2])).toFixed(2), lang)}`;
    const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(exact);
    if (!parts) return exact;
    const decimals = parts[3] ? (lang === 'vi' ? ',' : '.') + parts[3] : '';
    return `${parts[1] ? '−' : ''}${grouped(parts[2]!, lang)}${decimals}`;
}

export function money(text: string | number, lang: Lang): string {
    return `${figure(text, lang)} ${lang === 'vi' ? 'đ' : 'VND'}`;
}

function at(host_ms: number, utc_offset_min: number): Date {
    return new Date(host_ms + utc_offset_min * 60_000);
}

/** "14:02" by the contest's clock, wherever the phone thinks it is. */
export function timeOfDay(host_ms: number, utc_offset_min: number): string {
    const date = at(host_ms, utc_offset_min);
    return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** "14:02:31" */
export function timeOfDayExact(host_ms: number, utc_offset_min: number): string {
    return `${timeOfDay(host_ms, utc_offset_min)}:${two(at(host_ms, utc_offset_min).getUTCSeconds())}`;
}

/** "10/8" */
export function dayOf(host_ms: number, utc_offset_min: number): string {
    const date = at(host_ms, utc_offset_min);
    return `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`;
}

/** What a referee types for a time: "41,25", "1:01.250", "75" (seconds) → ms; null: none of these. */
export function readDuration(text: string): number | null {
    const parts = /^(?:(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim().replace(/\s*s$/, ''));
    if (!parts) return null;
    const seconds = Number(parts[2]);
    if (parts[1] !== undefined && seconds > 59) return null;
    return (Number(parts[1] ?? 0) * 60 + seconds) * 1000 + Number((parts[3] ?? '').padEnd(3, '0'));
}

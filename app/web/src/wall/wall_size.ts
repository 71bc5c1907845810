// How large letters must be for the last row: legible text subtends 20 minutes of arc, scores 45.

export interface Room {
    screen_width_m: number;
    farthest_m: number;
}

/** The height of Noto Sans' capitals, in ems. */
const cap_height_em = 0.714;
const text_arc_min = 20;
const score_arc_min = 45;
/** Fewer rows than this on a page: nobody can follow a ranking. */
const rows_min = 4;
/** A row of a ranking, in ems of its text. */
const row_em = 2.4;

const radians = (minutes: number) => (minutes / 60) * (Math.PI / 180);

/** Cap height, in metres, that a letter needs at that distance: 2·d·tan(α/2). */
export function capHeightM(distance_m: number, arc_min: number): number {
    return 2 * distance_m * Math.tan(radians(arc_min) / 2);
}

export interface WallSize {
    text_px: number;
    score_px: number;
    rows: number;
    too_deep: boolean;
}

/**
 * Sizes in CSS pixels for a screen of that many. Without a room: eight rows a page, which serves a hall
 * of 20 m before a picture 3 m wide.
 */
export function wallSize(width_px: number, height_px: number, room: Room | null): WallSize {
    const table_px = height_px * 0.74;
    if (!room) {
        const text_px = Math.min(table_px / (8 * row_em), width_px / 34);
        return {text_px, score_px: text_px * 2.25, rows: 8, too_deep: false};
    }
    const px_per_m = width_px / room.screen_width_m;
    const needed_px = (capHeightM(room.farthest_m, text_arc_min) / cap_height_em) * px_per_m;
    const largest_px = table_px / (rows_min * row_em);
    const text_px = Math.min(needed_px, largest_px);
    const wanted_score_px = (capHeightM(room.farthest_m, score_arc_min) / cap_height_em) * px_per_m;
    return {
        text_px,
        score_px: Math.min(wanted_score_px, height_px / 4),
        rows: Math.max(rows_min, Math.floor(table_px / (text_px * row_em))),
        too_deep: needed_px > largest_px,
    };
}

/** How long a page of that many rows stays: long enough to be read, 6 s at least. */
export function pageTimeMs(rows: number): number {
    return Math.max(6000, 1500 + 350 * rows);
}

export function roomOf(address: URLSearchParams): Room | null {
    const width = Number((address.get('width') ?? '').replace(',', '.'));
    const far = Number((address.get('far') ?? '').replace(',', '.'));
    return width > 0 && width <= 100 && far > 0 && far <= 500 ? {screen_width_m: width, farthest_m: far} : null;
}

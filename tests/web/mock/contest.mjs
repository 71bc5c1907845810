// A contest to look at: 432 teams of three divisions, an online round, a final that is being run.
// The same every time: nothing here is random or reads a clock.

function sequence(seed) {
    let state = seed >>> 0;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

const first = ['Rồng', 'Sao', 'Hổ', 'Đại bàng', 'Phượng hoàng', 'Sấm', 'Tia chớp', 'Ong', 'Kiến', 'Lạc Việt', 'Bình minh', 'Mặt trời', 'Sóng', 'Núi Dành', 'Sông Thương', 'Yên Thế', 'Bầu trời', 'Hạt gạo'];
const second = ['Lửa', 'Xanh', 'Vàng', 'Thép', 'Trẻ', 'Số 1', 'Vũ trụ', 'Đất Việt', 'Tương lai', 'Quyết thắng', 'Sáng tạo', 'Robot', 'Kinh Bắc', '4.0'];
const schools = ['Lê Quý Đôn', 'Nguyễn Đức Cảnh', 'Trần Phú', 'Ngô Sĩ Liên', 'Thân Nhân Trung', 'Hoàng Hoa Thám', 'Chu Văn An', 'Đồng Sơn', 'Tân Mỹ', 'Bố Hạ', 'Chũ', 'Lạng Giang'];
const districts = ['TP Bắc Giang', 'Việt Yên', 'Hiệp Hòa', 'Lạng Giang', 'Yên Thế', 'Lục Ngạn', 'Tân Yên', 'Lục Nam', 'Sơn Động', 'Yên Dũng'];
const levels = {A: 'TH', B: 'THCS', C: 'THPT'};

export const hostile_name = '<img src=x onerror="document.title=\'hacked\'">Đội <b>Ẩn</b> danh';

const maze = {
    items: [
        {id: 'zone', kind: 'count', name: {vi: 'Vùng đi qua', en: 'Zones passed'}, min: '0', max: '5', points: '20', default: null},
        {id: 'restart', kind: 'penalty', name: {vi: 'Xuất phát lại', en: 'Restarts'}, min: '0', max: null, points: '-10', default: null},
        {id: 'finish', kind: 'flag', name: {vi: 'Về đích', en: 'Finished'}, min: null, max: null, points: '50', default: null},
    ],
    periods: [{id: 'run', name: {vi: 'Lượt thi', en: 'Run'}, ms: 90000, extra: false}],
    time: {limit_ms: 90000},
};

/** Every kind of item on one sheet: what a page must be able to draw. */
export const every_kind = {
    items: [
        {id: 'zone', kind: 'count', name: {vi: 'Vùng đi qua', en: 'Zones passed'}, min: '0', max: '5', points: '20', default: null},
        {id: 'sorted', kind: 'count', name: {vi: 'Vật phân loại đúng', en: 'Sorted right'}, min: '0', max: '120', points: '10', default: null},
        {id: 'restart', kind: 'penalty', name: {vi: 'Xuất phát lại', en: 'Restarts'}, min: '0', max: null, points: '-10', dsq_at: 4, default: null},
        {id: 'finish', kind: 'flag', name: {vi: 'Về đích', en: 'Finished'}, points: '50', default: null},
        {id: 'colour', kind: 'choice', name: {vi: 'Màu hộp cuối', en: 'Last box'}, options: [
            {id: 'none', name: {vi: 'Không có', en: 'None'}, points: '0'},
            {id: 'white', name: {vi: 'Trắng', en: 'White'}, points: '15'},
            {id: 'gold', name: {vi: 'Vàng', en: 'Gold'}, points: '30'}], default: null},
        {id: 'stacked', kind: 'table', name: {vi: 'Hộp xếp chồng', en: 'Boxes stacked'}, max: '3', table: ['0', '5', '15', '30'], default: null},
        {id: 'weight', kind: 'number', name: {vi: 'Khối lượng (kg)', en: 'Weight (kg)'}, min: '0', max: '50', decimals: 1, default: null},
        {id: 'split', kind: 'time', name: {vi: 'Thời gian chặng', en: 'Split time'}, min: null, max: null, default: null},
    ],
    periods: maze.periods,
    time: {limit_ms: 90000},
};

export function sampleContest(now_ms) {
    const pick = sequence(2024);
    const resources = new Map();
    resources.set('contest', {
        id: 'provincial-robocon',
        name: {vi: 'Cuộc thi Robocon tỉnh Bắc Giang lần thứ nhất, năm 2024', en: 'Bac Giang Robocon 2024'},
        edition: 1,
        year: 2024,
        divisions: [
            {id: 'A', name: {vi: 'Bảng A: Tiểu học', en: 'Division A: primary'}},
            {id: 'B', name: {vi: 'Bảng B: THCS', en: 'Division B: lower secondary'}},
            {id: 'C', name: {vi: 'Bảng C: THPT', en: 'Division C: upper secondary'}},
        ],
        stages: [
            {id: 'online', name: {vi: 'Vòng loại trực tuyến', en: 'Online qualifier'}, format: 'runs', divisions: ['A', 'B', 'C'], attempts: 2},
            {id: 'final', name: {vi: 'Chung kết', en: 'Final'}, format: 'runs', divisions: ['A', 'B', 'C'], attempts: 2},
        ],
        awards: [
            {id: 'giai', name: {vi: 'Giải thưởng'}, tiers: [
                {id: 'nhat', name: {vi: 'Giải Nhất', en: 'First'}, money: '10000000'},
                {id: 'nhi', name: {vi: 'Giải Nhì', en: 'Second'}, money: '6000000'},
                {id: 'ba', name: {vi: 'Giải Ba', en: 'Third'}, money: '4000000'},
                {id: 'kk', name: {vi: 'Giải Khuyến khích', en: 'Consolation'}, money: '2500000'}]},
        ],
        languages: ['vi', 'en'],
        utc_offset_min: 420,
        terms: {},
    });
    const by_division = {A: [], B: [], C: []};
    for (let n = 1; n <= 432; n += 1) {
        const division = 'ABC'[(n - 1) % 3];
        const id = `T${String(n).padStart(3, '0')}`;
        let name = `${first[pick(first.length)]} ${second[pick(second.length)]}`;
        if (n === 1) name = hostile_name;
        if (n === 2) name = 'Nguyễn Đức';
        if (n === 4) name = 'Đội Robot Trường Tiểu học thị trấn Nham Biền số 2 – Những chú kiến thợ chăm chỉ';
        resources.set(`entries/${id}`, {
            id, number: String(n), name, division,
            organization: `${levels[division]} ${schools[pick(schools.length)]}`,
            district: districts[pick(districts.length)],
            state: n % 97 === 0 ? 'withdrawn' : 'eligible',
        });
        by_division[division].push(id);
    }
    for (const division of ['A', 'B', 'C']) {
        standings(resources, 'online', division, by_division[division], pick, 'official');
        final(resources, division, by_division[division].slice(0, 16), pick);
    }
    timetable(resources, by_division, now_ms);
    const fields = [['F1', 'T001', 'A'], ['F2', 'T002', 'B'], ['F3', 'T006', 'C'], ['F4', null, null]];
    fields.forEach(([id, entry]) => resources.set(`fields/${id}`, {id, name: `Sân ${id.slice(1)}`, run: entry ? `final.${entry}.2` : null}));
    resources.set('runs/final.T001.2', {
        id: 'final.T001.2', stage: 'final', entry: 'T001', division: 'A', number: 2, field: 'F1', state: 'running',
        clock: {state: 'running', period: 'run', period_ms: 90000, started_at_ms: now_ms - 22500, ends_at_ms: now_ms + 67500},
        time_ms: null, bound_us: null, total: '60', provisional: true,
    });
    resources.set('runs/final.T002.2', {
        id: 'final.T002.2', stage: 'final', entry: 'T002', division: 'B', number: 2, field: 'F2', state: 'ended',
        clock: {state: 'stopped', period: 'run', period_ms: 60000, elapsed_ms: 41250, left_ms: 18750},
        time_ms: 41250, bound_us: 312, total: '198', provisional: true,
    });
    resources.set('runs/final.T006.2', {
        id: 'final.T006.2', stage: 'final', entry: 'T006', division: 'C', number: 2, field: 'F3', state: 'ready',
        clock: {state: 'stopped', period: 'setup', period_ms: 60000, elapsed_ms: 0, left_ms: 60000},
        time_ms: null, bound_us: null, total: null, provisional: true,
    });
    return resources;
}

function standings(resources, stage, division, ids, pick, state) {
    const scored = ids.map((id) => ({id, agg: 400 - pick(300), time: 60000 + pick(60000), runs: [pick(200), pick(200)]}));
    scored.sort((a, b) => b.agg - a.agg || a.time - b.time);
    let place = 1;
    const rows = scored.map((one, n) => {
        const above = scored[n - 1];
        const tied = above && above.agg === one.agg && above.time === one.time;
        if (!tied) place = n + 1;
        const decided = !above || tied ? null : above.agg !== one.agg ? 'agg' : 'time_of_best_1';
        return {
            entry: one.id, place, values: {agg: String(one.agg), time_of_best_1: String(one.time)}, decided_by: decided,
            reason: decided === 'agg' ? {vi: `Xét điểm xếp hạng: ${one.agg}, đội xếp trên: ${above.agg}`, en: `By ranking score: ${one.agg}, the team above: ${above.agg}`} : null,
            runs: one.runs.map(String),
        };
    });
    resources.set(`standings/${stage}/${division}`, {stage, division, group: null, state, rows, unranked: []});
}

function final(resources, division, ids, pick) {
    const done = ids.slice(2);
    const scored = done.map((id) => ({id, agg: 120 + pick(260), best: 100 + pick(100), time: 80000 + pick(60000)}));
    scored.sort((a, b) => b.agg - a.agg || b.best - a.best || a.time - b.time);
    scored.forEach((one) => {
        resources.set(`results/final.${one.id}.1`, {
            id: `final.${one.id}.1`, stage: 'final', entry: one.id, division, number: 1, status: one.agg % 7 === 0 ? 'DNF' : 'OK',
            total: String(one.best), time_ms: 30000 + (one.time % 30000), bound_us: 240, state: 'published',
        });
    });
    resources.set(`standings/final/${division}`, {
        stage: 'final', division, group: null, state: 'provisional',
        rows: scored.map((one, n) => ({
            entry: one.id, place: n + 1,
            values: {agg: String(one.agg), best_1: String(one.best), sum_task: String(one.best + 40), sum_time_ms: String(one.time)},
            decided_by: n === 0 ? null : scored[n - 1].agg === one.agg ? 'best_1' : 'agg',
            reason: n === 0 ? null : {vi: `Xét điểm xếp hạng: ${one.agg}, đội xếp trên: ${scored[n - 1].agg}`, en: `By ranking score: ${one.agg}, the team above: ${scored[n - 1].agg}`},
            runs: [String(one.best), String(one.agg - one.best)],
        })),
        unranked: ids.slice(0, 2).map((entry) => ({entry, why: 'no_counted_run'})),
    });
}

function timetable(resources, by_division, now_ms) {
    const start = Math.floor(now_ms / 60000) * 60000 - 16 * 240000 - 60000;
    let n = 0;
    for (const number of [1, 2])
        for (let i = 0; i < 16; i += 1)
            for (const division of ['A', 'B', 'C']) {
                const entry = by_division[division][i];
                const field = `F${(n % 4) + 1}`;
                const id = `final.${entry}.${number}`;
                resources.set(`schedule/${id}`, {
                    id, stage: 'final', entry, number, field, starts_at_ms: start + Math.floor(n / 4) * 240000 + 240000, duration_ms: 240000,
                });
                n += 1;
            }
}

export function sampleAwards(resources) {
    const rows = [];
    for (const division of ['A', 'B', 'C']) {
        const ranked = resources.get(`standings/final/${division}`).rows;
        const tiers = ['nhat', 'nhi', 'nhi', 'ba', 'ba', 'ba', 'kk', 'kk', 'kk', 'kk'];
        const money = {nhat: '10000000', nhi: '6000000', ba: '4000000', kk: '2500000'};
        tiers.forEach((tier, n) => rows.push({division, tier, entry: ranked[n].entry, money: money[tier]}));
    }
    return {scheme: 'giai', rows};
}

export function sampleSheet(id, version, definition = maze) {
    const [stage, entry, number] = id.split('.');
    return {
        id, stage, entry, division: 'A', number: Number(number), field: 'F1', state: 'draft', version, object: `sheet:${id}`,
        content: {status: 'OK', items: {}, time_ms: null, measured: null, hand_ms: null, reason: ''},
        total: '0', problems: [], definition,
    };
}

// The few pictures that the pages need, drawn here so that nothing is loaded for them.

const paths = {
    live: 'M12 9a3 3 0 100 6 3 3 0 000-6zM6.3 6.3a8 8 0 000 11.4M17.7 6.3a8 8 0 010 11.4M3.5 3.5a12 12 0 000 17M20.5 3.5a12 12 0 010 17',
    standings: 'M4 20V11h4.5v9M9.75 20V4h4.5v16M15.5 20v-6H20v6M3 20h18',
    schedule: 'M5 5h14a1 1 0 011 1v13a1 1 0 01-1 1H5a1 1 0 01-1-1V6a1 1 0 011-1zM4 10h16M8 3v4M16 3v4M8 14h3M13 14h3M8 17h3',
    awards: 'M8 4h8v5a4 4 0 01-8 0zM8 5H4v2a4 4 0 004 4M16 5h4v2a4 4 0 01-4 4M12 13v4M8 20h8M10 17h4v3h-4z',
    bracket: 'M4 5h5v5h6M4 15h5v-5M15 10h5M4 5v0M4 15v0M4 20h5v-5',
    mine: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z',
    search: 'M10.5 4a6.5 6.5 0 110 13 6.5 6.5 0 010-13zM15.3 15.3L20.5 20.5',
    auto: 'M12 4a8 8 0 100 16 8 8 0 000-16zM12 4v16M12 8h5M12 12h7.5M12 16h5',
    light: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3L7 7M17 17l1.7 1.7M18.7 5.3L17 7M7 17l-1.7 1.7',
    dark: 'M20 14.5A8.5 8.5 0 119.5 4a7 7 0 0010.5 10.5z',
    chevron: 'M8 10l4 4 4-4',
    undo: 'M9 7L4.5 11.5 9 16M5 11.5h9a5.5 5.5 0 010 11h-2',
    check: 'M5 12.5l4.5 4.5L19 7.5',
};

export type IconName = keyof typeof paths;

export function Icon({name, filled}: {name: IconName; filled?: boolean}) {
    return (
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={paths[name]} class={filled ? 'icon-filled' : undefined} />
        </svg>
    );
}

/** The mark of the house: the two sides of a match. */
export function Brand() {
    return (
        <svg class="brand" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect class="brand-red" x="3" y="9" width="12" height="13" rx="2" />
            <path class="brand-blue" d="M23 8l7.2 14H15.8z" />
        </svg>
    );
}

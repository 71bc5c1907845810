// The photos and documents of an entry beside its rubric: photos small, one of them as large as the screen.

import {useEffect, useRef, useState} from 'preact/hooks';

import {fileSize} from '../shared/format';
import {usePage, useWords} from '../shared/page';
import type {AttachedFile} from '../shared/types';
import {usePanelWords} from './panel_words';

const isPhoto = (file: AttachedFile) => file.media_type.startsWith('image/');

/** The rules' word for it, where they have one. */
function useCalled(): (file: AttachedFile) => string {
    const {text} = useWords();
    return (file) => text(file.document) || file.name;
}

export function Files({files, open}: {files: AttachedFile[]; open(photo: AttachedFile): void}) {
    const {lang} = useWords();
    const say = usePanelWords();
    const called = useCalled();
    const photos = files.filter(isPhoto);
    const others = files.filter((file) => !isPhoto(file));
    return (
        <>
            {photos.length > 0 ? (
                <ul class="photos">
                    {photos.map((photo) => (
                        <li key={photo.path}>
                            <Thumbnail photo={photo} called={called(photo)} open={() => open(photo)} />
                        </li>
                    ))}
                </ul>
            ) : null}
            {others.length > 0 ? (
                <ul class="papers">
                    {others.map((file) => (
                        <li key={file.path}>
                            <a href={file.path} download={file.name}>
                                {called(file)} <small>({say('paper_hint', {size: fileSize(file.bytes, lang)})})</small>
                            </a>
                        </li>
                    ))}
                </ul>
            ) : null}
        </>
    );
}

/** A photo that did not come over a bad network is asked for anew by itself some times, and by each tap. */
const retries_max = 5;

function Thumbnail({photo, called, open}: {photo: AttachedFile; called: string; open(): void}) {
    const {stream} = usePage();
    const say = usePanelWords();
    const [failed, setFailed] = useState(false);
    const [retries, setRetries] = useState(0);
    useEffect(() => {
        if (!failed || retries >= retries_max) return undefined;
        // The host is heard again.
        return stream.subscribe(() => {
            if (stream.health !== 'live') return;
            setRetries(retries + 1);
            setFailed(false);
        });
    }, [failed, retries]);
    return (
        <button type="button" class="photo" aria-label={failed ? say('photo_failed', {name: called}) : say('photo_open', {name: called})} onClick={failed ? () => setFailed(false) : open}>
            {failed ? <span class="photo-failed">{say('photo_failed', {name: called})}</span> : <img src={photo.path} alt="" loading="lazy" onError={() => setFailed(true)} />}
            <span class="photo-name">{called}</span>
        </button>
    );
}

interface LargeProps {
    photo: AttachedFile;
    files: AttachedFile[];
    /** Another photo, or none. */
    go(to: AttachedFile | null): void;
}

/** Covers the whole screen, so it stands outside whatever scrolls. */
export function LargePhoto({photo, files, go}: LargeProps) {
    const say = usePanelWords();
    const called = useCalled()(photo);
    const photos = files.filter(isPhoto);
    const place = photos.findIndex((one) => one.path === photo.path) + 1;
    const [whole, setWhole] = useState(true);
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const before = document.activeElement;
        box.current?.focus();
        return () => (before instanceof HTMLElement ? before.focus() : undefined);
    }, []);
    useEffect(() => setWhole(true), [photo.path]);
    const step = (way: -1 | 1) => {
        const next = photos[place - 1 + way];
        if (next) go(next);
    };
    const onKey = (event: KeyboardEvent) => {
        if (event.key === 'Escape') go(null);
        if (event.key === 'ArrowLeft') step(-1);
        if (event.key === 'ArrowRight') step(1);
        if (event.key === 'Tab') keepFocusIn(event, box.current);
    };
    return (
        <div class="large-photo" role="dialog" aria-modal="true" aria-label={called} tabIndex={-1} ref={box} onKeyDown={onKey}>
            <header>
                <span class="large-name">{called}</span>
                <button type="button" class="plain" aria-label={say('photo_previous')} disabled={place <= 1} onClick={() => step(-1)}>
                    ‹
                </button>
                <span class="figures">{say('place', {n: place, all: photos.length})}</span>
                <button type="button" class="plain" aria-label={say('photo_next')} disabled={place >= photos.length} onClick={() => step(1)}>
                    ›
                </button>
                <button type="button" class="plain" aria-pressed={!whole} onClick={() => setWhole(!whole)}>
                    {say(whole ? 'photo_real_size' : 'photo_whole')}
                </button>
                <button type="button" class="plain plain-strong" onClick={() => go(null)}>
                    {say('photo_close')}
                </button>
            </header>
            <div class={whole ? 'large-ground' : 'large-ground large-scroll'}>
                <img src={photo.path} alt={called} />
            </div>
        </div>
    );
}

/** The sheet behind it is covered: Tab goes round among its own buttons. */
function keepFocusIn(event: KeyboardEvent, box: HTMLDivElement | null): void {
    const buttons = box ? Array.from(box.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')) : [];
    const edge = event.shiftKey ? buttons[0] : buttons[buttons.length - 1];
    const other = event.shiftKey ? buttons[buttons.length - 1] : buttons[0];
    if (document.activeElement !== edge && document.activeElement !== box) return;
    event.preventDefault();
    other?.focus();
}

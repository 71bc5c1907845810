import {defineConfig} from 'vite';

// Chrome 80 and Safari 13 are the oldest tablets that judges bring; everything newer is rewritten to them.
export default defineConfig({
    base: '/',
    publicDir: 'public',
    logLevel: 'warn',
    oxc: {jsx: {runtime: 'automatic', importSource: 'preact'}},
    build: {
        target: ['chrome80', 'safari13'],
        cssTarget: ['chrome80', 'safari13'],
        outDir: process.env.SANDAU_WEB_DIST || 'dist',
        emptyOutDir: true,
        assetsDir: 'assets',
        assetsInlineLimit: 0,
        modulePreload: {polyfill: false},
        reportCompressedSize: false,
        rolldownOptions: {
            input: {public: 'index.html', wall: 'wall.html', judge: 'judge.html'},
        },
    },
});

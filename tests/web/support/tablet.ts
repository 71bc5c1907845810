// What a judge's tablet is made of, for tests that have a dozen of them without a browser.

export {sendCommand} from 'pages/judge/api';
export {MemoryKeep} from 'pages/judge/keep';
export {Outbox} from 'pages/judge/outbox';
export {valueOf} from 'pages/judge/paper';
export {HostClock} from 'pages/shared/host_clock';
export {Store} from 'pages/shared/store';
export {Stream} from 'pages/shared/stream';

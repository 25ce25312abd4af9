import { expect, it } from 'vitest';
import { makeCalls } from '../../src/api/calls.js';
import { DomainError } from '../../src/domain/errors.js';
import { makeLog } from '../../src/log.js';

function logged(tellMs: number, errors: readonly unknown[]) {
  const lines: string[] = [];
  const log = makeLog('info', { write: (line: string) => void lines.push(line) });
  const calls = makeCalls(log, () => 'acme', tellMs);
  for (const error of errors) calls.begin('/colloquy.v1.ChatService/StreamChat').end(error);
  return lines.map((line) => JSON.parse(line));
}

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
const away = new DomainError({ kind: 'store-unavailable', retryAfterMs: 1000 }, { cause: full });
const denied = new DomainError(
  { kind: 'archive-unavailable', retryAfterMs: 1000 },
  { cause: new Error('AccessDenied') },
);

const readonly = Object.assign(new Error('attempt to write a readonly database'), { code: 'SQLITE_READONLY' });
const refused = new DomainError({ kind: 'store-unavailable', retryAfterMs: 1000 }, { cause: readonly });

it('what failed outside is told of at warn with its cause, each kind and cause by itself, and not for every call', () => {
  const often = logged(60_000, [away, denied, away, refused]);
  expect(often.map(({ level, reason, err }) => [level, reason, err?.cause.message])).toEqual([
    ['warn', 'store-unavailable', full.message],
    ['warn', 'archive-unavailable', 'AccessDenied'],
    ['info', 'store-unavailable', undefined],
    ['warn', 'store-unavailable', readonly.message],
  ]);
  expect(logged(0, [away, away]).map(({ level }) => level)).toEqual(['warn', 'warn']);
});

it('what the caller has to mend is told of at info, without an error', () => {
  const [line] = logged(0, [new DomainError({ kind: 'conversation-not-found', conversationId: 'x' })]);
  expect(line).toMatchObject({ level: 'info', reason: 'conversation-not-found', code: 'NOT_FOUND' });
  expect(line).not.toHaveProperty('err');
});

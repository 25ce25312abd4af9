import { MongoBulkWriteError } from 'mongodb';
import { expect, it } from 'vitest';
import { HttpFailure } from '../src/adapters/langgraph/failures.js';
import { DomainError } from '../src/domain/errors.js';
import { makeLog } from '../src/log.js';

const canary = 'what the user wrote';

function logged(err: unknown): { err: Record<string, unknown>; line: string } {
  const lines: string[] = [];
  makeLog('info', { write: (text: string) => void lines.push(text) }).warn({ err, turnId: 't1' }, 'it failed');
  const line = lines.join('');
  const { err: told, ...rest } = JSON.parse(line);
  expect(rest).toMatchObject({ level: 'warn', msg: 'it failed', turnId: 't1' });
  return { err: told, line };
}

it('tells an error by its type, message, code, stack and cause', () => {
  const cause = Object.assign(new TypeError('reset by peer'), { code: 'ECONNRESET' });
  const { err } = logged(Object.assign(new RangeError('no answer', { cause }), { code: 7 }));
  expect(err).toEqual({
    type: 'RangeError',
    message: 'no answer',
    code: 7,
    stack: expect.stringMatching(/^ {4}at .*log\.test\.ts/),
    cause: { type: 'TypeError', message: 'reset by peer', code: 'ECONNRESET' },
  });
});

it.each([
  [
    'the documents of a write that failed',
    Object.assign(new MongoBulkWriteError({ message: 'Document failed validation', code: 121 }, {} as never), {
      writeErrors: [{ code: 121, err: { op: { text: canary }, errInfo: { text: canary } } }],
      errInfo: { text: canary },
    }),
  ],
  ['what hangs on a cause', new Error('x', { cause: Object.assign(new Error('y'), { request: { body: canary } }) })],
  ['the end of a long message', new Error(`${'m'.repeat(300)}${canary}`)],
  ['a thrown value', { text: canary }],
  ['a thrown text', canary],
])('does not tell %s', (_, error) => {
  expect(logged(error).line).not.toContain(canary);
});

it('a refusal of a provider has its status and its code', () => {
  const error = new DomainError(
    { kind: 'agent-failed' },
    { cause: new HttpFailure(401, 'invalid_api_key', undefined) },
  );
  expect(logged(error).err['cause']).toEqual({
    type: 'HttpFailure',
    message: 'the provider answered 401 (invalid_api_key)',
  });
});

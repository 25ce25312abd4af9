import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { codeOf, faultKinds, reasonOf, toStatus } from '../src/api/status.js';
import type { Fault } from '../src/domain/errors.js';
import { ErrorInfo } from '../src/gen/google/rpc/error_details.js';

const text = readFileSync(join(import.meta.dirname, '../docs/errors.md'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** Every fact that some fault has. */
const facts = {
  violations: [{ field: 'text', description: 'must not be blank' }],
  conversationId: 'c',
  openConversationId: 'o',
  turnId: 't',
  memoryId: 'm',
  requestId: 'r',
  stage: 'WON',
  owner: 'ada',
  version: 7,
  limit: 7,
  head: '7',
  document: 'entry',
  retryAfterMs: 7,
  timeoutMs: 7,
  attempts: 7,
  maxBytes: 7,
  origin: 'http://other.example',
  host: 'other.example',
  what: 'Summarize',
};

/** What the documentation must say of a kind's details: the types beside ErrorInfo, then the keys of its metadata. */
function detailsOf(kind: (typeof faultKinds)[number]): string {
  const { details } = toStatus({ ...facts, kind } as Fault);
  const [info, ...others] = details;
  const keys = Object.keys(ErrorInfo.decode(info?.value ?? Buffer.alloc(0)).metadata);
  const types = others.map(({ typeUrl }) => typeUrl.split('.').at(-1) ?? '');
  return [...types, ...keys.map((key) => `\`${key}\``)].join(', ');
}

describe('docs/errors.md', () => {
  it('has a row for each error, and for nothing else', () => {
    expect(rows.map(([kind]) => kind).sort()).toEqual(faultKinds.map((kind) => `\`${kind}\``).sort());
  });

  it.each(faultKinds)('tells of %s what callers get, and what to do', (kind) => {
    const [, code, reason, details, advice = ''] = rows.find(([name]) => name === `\`${kind}\``) ?? [];
    expect({ code, reason, details }).toEqual({
      code: status[codeOf(kind)],
      reason: `\`${reasonOf(kind)}\``,
      details: detailsOf(kind),
    });
    expect(advice.length).toBeGreaterThan(10);
  });
});

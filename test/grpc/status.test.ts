import { describe, expect, it } from 'vitest';
import { toStatus } from '../../src/api/status.js';
import type { Fault } from '../../src/domain/errors.js';
import { BadRequest, PreconditionFailure, ResourceInfo, RetryInfo } from '../../src/gen/google/rpc/error_details.js';
import { Status } from '../../src/gen/google/rpc/status.js';

function detail(status: Status, type: string): Buffer {
  const found = status.details.find(({ typeUrl }) => typeUrl.endsWith(`google.rpc.${type}`))?.value;
  if (!found) throw new Error(`no ${type}`);
  return found;
}

describe('a status', () => {
  const long = '\u{10348}'.repeat(50_000);

  it.each<Fault>([
    { kind: 'turn-not-found', turnId: long },
    { kind: 'conversation-exists', conversationId: long },
    { kind: 'other-conversation-open', conversationId: long, openConversationId: long },
    { kind: 'not-owner', conversationId: long, owner: long },
    { kind: 'document-too-new', document: long, version: 2 },
    { kind: 'unimplemented', what: long },
    { kind: 'invalid-argument', violations: Array.from({ length: 30 }, () => ({ field: long, description: long })) },
  ])('of %j stays below what clients take', (fault) => {
    const status = toStatus(fault);
    expect(Status.encode(status).finish().length).toBeLessThan(4096);
    expect(status.details[0]?.typeUrl).toContain('ErrorInfo');
  });

  it('cuts values that a caller may have chosen, and keeps the details', () => {
    const missing = toStatus({ kind: 'turn-not-found', turnId: 't'.repeat(5000) });
    expect(ResourceInfo.decode(detail(missing, 'ResourceInfo')).resourceName).toHaveLength(256);
    const archived = toStatus({ kind: 'conversation-archived', conversationId: 'c'.repeat(5000) });
    expect(PreconditionFailure.decode(detail(archived, 'PreconditionFailure')).violations[0]?.subject).toHaveLength(
      256,
    );
    const violations = Array.from({ length: 30 }, () => ({ field: 'é'.repeat(300), description: 'd'.repeat(300) }));
    const invalid = toStatus({ kind: 'invalid-argument', violations });
    expect(BadRequest.decode(detail(invalid, 'BadRequest')).fieldViolations.length).toBeGreaterThan(2);
  });

  it('tells a wait in whole milliseconds', () => {
    const status = toStatus({ kind: 'agent-unavailable', retryAfterMs: 1000.9999999999999 });
    expect(RetryInfo.decode(detail(status, 'RetryInfo')).retryDelay).toEqual({ seconds: 1, nanos: 1e6 });
  });
});

import { createHash } from 'node:crypto';
import type { Actor } from '../domain/entry.js';
import { canonical, type JsonObject } from '../domain/json.js';
import type { ConversationFilter } from '../domain/ports.js';
import type { Criterion } from '../domain/qualification.js';
import type * as wire from '../gen/colloquy/v1/conversation_service.js';
import type * as resources from '../gen/colloquy/v1/resources.js';

type Bare<P extends string, V extends string> = V extends `${P}${infer Rest}` ? Exclude<Rest, 'UNSPECIFIED'> : never;

/** An enum's value as the domain writes it: STAGE_WON is WON. The contract's rules have refused all others. */
export function bare<P extends string, V extends string>(prefix: P, value: V): Bare<P, V> {
  return value.slice(prefix.length) as Bare<P, V>;
}

/** The same, absent for UNSPECIFIED. */
export function bareOrAbsent<P extends string, V extends string>(prefix: P, value: V): Bare<P, V> | undefined {
  return value === `${prefix}UNSPECIFIED` ? undefined : bare(prefix, value);
}

/** A caller's free data, absent when empty; `metadataViolations` has looked at it. */
export function readMetadata(struct: { [key: string]: unknown } | undefined): JsonObject | undefined {
  return struct && Object.keys(struct).length > 0 ? (struct as JsonObject) : undefined;
}

export function readFilter(filter: wire.ConversationFilter | undefined): ConversationFilter {
  if (!filter) return {};
  const { userId, channels, statuses, stages, owners, isQualified, createdFrom, createdTo, metadata } = filter;
  return {
    ...(userId === '' ? {} : { userId }),
    ...(channels.length === 0 ? {} : { channels }),
    ...(statuses.length === 0 ? {} : { statuses: statuses.map((status) => bare('CONVERSATION_STATUS_', status)) }),
    ...(stages.length === 0 ? {} : { stages: stages.map((stage) => bare('STAGE_', stage)) }),
    ...(owners.length === 0 ? {} : { owners: owners.map((owner) => bare('OWNER_KIND_', owner)) }),
    ...(isQualified === undefined ? {} : { isQualified }),
    ...(createdFrom ? { createdFrom: createdFrom.getTime() } : {}),
    ...(createdTo ? { createdTo: createdTo.getTime() } : {}),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

export function readActor(actor: resources.Actor | undefined): Actor {
  const kind = actor && bareOrAbsent('ACTOR_KIND_', actor.kind);
  return { kind: kind ?? 'SYSTEM', id: actor?.id ?? '' };
}

export function readCriterion(criterion: resources.Criterion): Criterion {
  const { name, value, confidence, evidenceSeqs } = criterion;
  return { name, status: bare('CRITERION_STATUS_', criterion.status), value, confidence, evidenceSeqs };
}

/** `page_size`: 0 is the default, more than the maximum is the maximum. */
export function readPageSize(pageSize: number): number {
  return pageSize === 0 ? 50 : Math.min(pageSize, 500);
}

/** The hash of a request's content, the same whatever the order of its metadata's keys. */
export function contentHash(method: string, content: JsonObject): string {
  return createHash('sha256').update(method).update(canonical(content)).digest('base64url');
}

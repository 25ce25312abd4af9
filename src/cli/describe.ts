import type { Change, Criterion, OwnerChanged, Qualification } from '../gen/colloquy/v1/resources.js';

/** What a change means to somebody who follows the conversation; nothing for changes that go without saying. */
export function describeChange({ change }: Change): string[] {
  switch (change?.$case) {
    case 'stageChanged':
      return [`stage ${bare(change.value.from)} → ${bare(change.value.to)}`];
    case 'qualificationChanged':
      return describeQualification(change.value.from, change.value.to);
    case 'ownerChanged':
      return [describeOwner(change.value)];
    case 'statusChanged':
      return [`the conversation is ${bare(change.value.to)}`];
    default:
      return [];
  }
}

/** Every change in words, also those that go without saying for somebody who talks. */
export function describeEvery(change: Change): string[] {
  const { change: what } = change;
  switch (what?.$case) {
    case 'created':
      return ['opened'];
    case 'resumed':
      return ['resumed'];
    case 'summarized':
      return [`summarized up to ${what.value.summary?.throughSeq ?? 0}`];
    case 'messagesSuperseded':
      return [`${what.value.messageIds.length} superseded`];
    case 'metadataChanged':
      return [`metadata ${Object.keys(what.value.metadata ?? {}).join(', ')}`];
    default:
      return describeChange(change);
  }
}

/** Somebody by kind and id: `user ada`, `agent Robin`, `queue sales`; `system` has no id. */
export function nameOf(kind: string, id: string): string {
  return `${bare(kind).toLowerCase()} ${id}`.trimEnd();
}

/** The criteria that are known, such as `budget MET (about 20k a year)`. */
export function describeCriteria(criteria: readonly Criterion[]): string[] {
  return criteria
    .filter(({ status }) => bare(status) !== 'UNKNOWN')
    .map(({ name, status, value }) => `${name} ${bare(status)}${value === '' ? '' : ` (${value})`}`);
}

/** The last part of an enum's name: STAGE_ENGAGED is ENGAGED. */
export function bare(name: string): string {
  return name.replace(/^(STAGE|CRITERION_STATUS|CONVERSATION_STATUS|TURN_STATUS|OWNER_KIND|ACTOR_KIND|ROLE)_/, '');
}

function describeQualification(from: Qualification | undefined, to: Qualification | undefined): string[] {
  const before = new Map((from?.criteria ?? []).map((criterion) => [criterion.name, criterion]));
  const changed = (to?.criteria ?? []).filter(({ name, status, value }) => {
    const old = before.get(name);
    return old?.status !== status || old.value !== value;
  });
  const said = changed.map((criterion) => describeCriteria([criterion])[0] ?? `${criterion.name} unknown again`);
  if (from?.isQualified !== to?.isQualified) {
    said.push(to?.isQualified ? `qualified, score ${to.score}` : 'no longer qualified');
  }
  return said;
}

function describeOwner({ to, reason }: OwnerChanged): string {
  const why = reason === '' ? '' : `: ${reason}`;
  switch (to?.kind) {
    case 'OWNER_KIND_QUEUE':
      return `a person was asked for${why}`;
    case 'OWNER_KIND_HUMAN':
      return `${to.id} took over${why}`;
    default:
      return `the agent answers again${why}`;
  }
}

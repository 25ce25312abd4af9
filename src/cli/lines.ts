import { jsonOf } from '../api/json.js';
import { WatchConversationResponse, WatchConversationsResponse } from '../gen/colloquy/v1/conversation_service.js';
import type { Conversation, Entry } from '../gen/colloquy/v1/resources.js';
import { bare, describeEvery, nameOf } from './describe.js';
import { harmless } from './screen.js';
import type { Happening } from './watching.js';

/** What `colloquy watch` writes of what it sees; nothing where there is nothing to write. */
export interface Lines {
  entry(entry: Entry): string;
  happening(happening: Happening): string;
}

/** For people: fields apart by tabs, a conversation or a change on one line, a message as it was written. */
export const wordLines: Lines = {
  entry(entry) {
    const { seq, at, message, changes } = entry;
    const begin = `${seq}\t${timeOf(at)}\t`;
    const said = changes.flatMap(describeEvery);
    // What is done without a word is told with who did it.
    const by = message || !entry.actor ? '' : `${nameOf(entry.actor.kind, entry.actor.id)}: `;
    return [
      ...(message ? [`${begin}${flat(nameOf(message.role, message.authorId))} › ${messageText(message)}\n`] : []),
      ...(said.length > 0 || !message ? [`${begin}· ${flat(`${by}${said.join(' · ')}`)}\n`] : []),
    ].join('');
  },
  happening(happening) {
    if (happening.kind === 'synced') return '';
    if (happening.kind === 'removed') return `${timeOf(new Date())}\t${happening.id}\tremoved\n`;
    return `${fieldsOf(happening.conversation).map(flat).join('\t')}\n`;
  },
};

/** For programs: a line of protobuf's JSON for each, as the service's own streams have them. */
export function jsonLines(): Lines {
  const ofEntry = jsonOf('colloquy.v1.WatchConversationResponse');
  const ofHappening = jsonOf('colloquy.v1.WatchConversationsResponse');
  return {
    entry(value) {
      const bytes = WatchConversationResponse.encode({ event: { $case: 'entry', value } }).finish();
      return `${ofEntry(bytes)}\n`;
    },
    happening(happening) {
      return `${ofHappening(WatchConversationsResponse.encode({ event: eventOf(happening) }).finish())}\n`;
    },
  };
}

function eventOf(happening: Happening): WatchConversationsResponse['event'] {
  switch (happening.kind) {
    case 'conversation':
      return { $case: 'conversation', value: happening.conversation };
    case 'removed':
      return { $case: 'removedId', value: happening.id };
    case 'synced':
      return { $case: 'synced', value: {} };
  }
}

function fieldsOf({ id, userId, stage, status, qualification, owner, ...rest }: Conversation): string[] {
  const criteria = (qualification?.criteria ?? [])
    .filter((criterion) => bare(criterion.status) !== 'UNKNOWN')
    .map((criterion) => `${criterion.name} ${bare(criterion.status)}`);
  return [
    timeOf(rest.updatedAt),
    id,
    userId,
    bare(status) === 'ACTIVE' ? bare(stage) : `${bare(stage)} ${bare(status)}`,
    criteria.join(', ') || '-',
    owner ? nameOf(owner.kind, owner.id) : '-',
    rest.lastMessagePreview,
  ];
}

function messageText({ text, status }: { readonly text: string; readonly status: string }): string {
  const how = { MESSAGE_STATUS_PARTIAL: ' (stopped)', MESSAGE_STATUS_SUPERSEDED: ' (superseded)' }[status] ?? '';
  // The lines of a message after its first are set in, so that each that is not begins an entry.
  return `${harmless(text).replaceAll('\n', '\n    ')}${how}`;
}

function timeOf(at: Date | undefined): string {
  return at ? at.toISOString() : '-';
}

/** Text that stays in its field. */
function flat(text: string): string {
  return harmless(text).replace(/\s+/g, ' ').trim();
}

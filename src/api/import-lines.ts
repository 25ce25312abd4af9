import { type DescMessage, fromJson, type JsonValue, toBinary } from '@bufbuild/protobuf';
import type { ImportLine } from '../application/import.js';
import { maxMetadataDepth } from '../application/settings.js';
import { DomainError } from '../domain/errors.js';
import { Conversation, Entry } from '../gen/colloquy/v1/resources.js';
import { registry } from './contract.js';
import { refuseLost } from './json.js';
import { wrongDates } from './json-dates.js';
import { readConversation, readEntry } from './read-entry.js';
import { ruleViolations } from './validation.js';

/** A longer line is refused, and never in memory: the longest reply takes 6 MiB where JSON escapes all of it. */
export const maxLineBytes = 8 * 1024 * 1024;

const newline = 0x0a;

/** The lines of a stream of bytes that was cut anywhere, numbered from 1, as what they say. Blank ones are left out. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ImportLine> {
  let begun: Uint8Array[] = [];
  let bytes = 0;
  let number = 0;

  /** Its part of the line that is under way. */
  function add(piece: Uint8Array): void {
    bytes += piece.length;
    if (bytes > maxLineBytes) begun = [];
    else if (piece.length > 0) begun.push(piece);
  }

  function end(): ImportLine | undefined {
    const line = bytes > maxLineBytes ? undefined : Buffer.concat(begun);
    const about = { number: ++number, bytes };
    [begun, bytes] = [[], 0];
    if (!line) return { ...about, kind: 'refused', reason: `has more than ${maxLineBytes} bytes` };
    const said = saidBy(line);
    return said && { ...about, ...said };
  }

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at));
      from = at + 1;
      const line = end();
      if (line) yield line;
    }
    add(chunk.subarray(from));
  }
  const last = bytes > 0 ? end() : undefined;
  if (last) yield last;
}

type Said<L = ImportLine> = L extends unknown ? Omit<L, 'number' | 'bytes'> : never;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const conversationType = typeOf('colloquy.v1.Conversation');
const entryType = typeOf('colloquy.v1.Entry');

function saidBy(line: Uint8Array): Said | undefined {
  try {
    const text = utf8.decode(line);
    return text.trim() === '' ? undefined : readLine(JSON.parse(text, mayLose.test(text) ? refuseLost : undefined));
  } catch (error) {
    if (error instanceof DomainError && error.fault.kind === 'invalid-argument') {
      const reasons = error.fault.violations.map(({ field, description }) => `${field}: ${description}`);
      return { kind: 'refused', reason: reasons.slice(0, 3).join('; ').slice(0, maxReason) };
    }
    const what = error instanceof Error ? error.message : String(error);
    // The stack, or a limit of their own, is what parsers run out of.
    const reason = /^Maximum call stack|recursion (depth of \d+ reached|limit exceeded)$/.test(what)
      ? `nested deeper than ${maxMetadataDepth}`
      : what;
    return { kind: 'refused', reason: reason.slice(0, maxReason) };
  }
}

/** What `refuseLost` may refuse, with any of its letters escaped: to look at each value takes longer than to read the line. */
const mayLose = /__proto__|\\u(d[89a-f]|00(5f|6f|70|72|74))/i;

/** The parsers tell of what they choke on, which may be long. */
const maxReason = 300;

function readLine(json: JsonValue): Said {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('is no JSON object');
  const {
    conversation,
    conversation_id,
    conversationId = conversation_id,
    entry,
    removed,
    unreadable,
    ...others
  } = json;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new Error(`unknown key ${JSON.stringify(other)}`);
  // As protobuf's JSON mapping has it, a field goes by either of its names.
  const keys = Object.keys(json).sort().join().replace('conversation_id', 'conversationId');
  if (keys === 'conversation' && conversation !== undefined) {
    const decoded = Conversation.decode(bytesOf(conversationType, conversation));
    return { kind: 'conversation', conversation: readConversation(decoded) };
  }
  if (keys === 'conversationId,entry' && typeof conversationId === 'string' && entry !== undefined) {
    return { kind: 'entry', conversationId, entry: readEntry(Entry.decode(bytesOf(entryType, entry))) };
  }
  if (keys === 'removed' && typeof removed === 'string') return { kind: 'removed', conversationId: removed };
  if (keys === 'unreadable' && typeof unreadable === 'string') {
    throw new Error(`the log of conversation ${unreadable} could not be read where this comes from: see its archive`);
  }
  throw new Error('is neither {"conversation": …} nor {"conversationId": "…", "entry": …} nor {"removed": "…"}');
}

/** Of a message in protobuf's JSON mapping; throws for unknown keys, for dates that are none, and for what the contract's rules forbid. */
function bytesOf(type: DescMessage, json: JsonValue): Uint8Array {
  const message = fromJson(type, json, { registry });
  const violations = [...wrongDates(type, json), ...ruleViolations(type, message)];
  if (violations.length > 0) throw new DomainError({ kind: 'invalid-argument', violations });
  return toBinary(type, message);
}

function typeOf(name: string): DescMessage {
  const type = registry.getMessage(name);
  if (!type) throw new Error(`the contract has no message ${name}`);
  return type;
}

import type { Assessment, By } from '../domain/conversation.js';
import type { Message, MessageStatus, ToolUse } from '../domain/message.js';
import type { Clock } from '../domain/ports.js';
import type { AgentEvent, Mark } from '../domain/turn.js';
import type { Broadcast } from './broadcast.js';
import { maxReplyBytes } from './settings.js';
import { Stop } from './stop.js';

/** What one attempt has brought so far: shown to the readers as it comes, and kept for the commit. */
export interface Progress {
  readonly marks: readonly Mark[];
  readonly assessment: Assessment | undefined;
  see(event: AgentEvent): void;
  /** No more will come: tools that still run are cancelled, half a character is mended. */
  settle(): void;
  message(id: string, status: MessageStatus, inReplyTo: readonly string[], by: By): Message | undefined;
}

/** `touched` is called whenever there is more. */
export function makeProgress(broadcast: Broadcast, clock: Clock, touched: () => void): Progress {
  const { turn, text } = broadcast;
  const marks: Mark[] = [];
  const tools = new Map<string, ToolUse>();
  let assessment: Assessment | undefined;
  let usage = { inputTokens: 0, outputTokens: 0, model: '' };
  let bytes = 0;
  let firstTextMs = 0;
  let half = '';

  function mark(event: Mark['event']): void {
    const at = clock.now();
    broadcast.cue(at, event);
    marks.push({ at, chars: text.length, event });
    touched();
  }

  function write(piece: string): void {
    if (piece === '') return;
    const size = Buffer.byteLength(piece);
    if (bytes + size > maxReplyBytes) {
      throw new Stop('FAILED', { kind: 'reply-too-long', maxBytes: maxReplyBytes });
    }
    broadcast.saidAt = clock.now();
    if (bytes === 0) firstTextMs = broadcast.saidAt - turn.acceptedAt;
    bytes += size;
    broadcast.say(piece);
    touched();
  }

  return {
    marks,
    get assessment() {
      return assessment;
    },
    see(event) {
      switch (event.kind) {
        case 'textDelta': {
          const piece = half + event.text;
          // A piece may end between the two halves of a character; the first half waits for the second.
          const cut = /[\uD800-\uDBFF]$/.test(piece) ? piece.length - 1 : piece.length;
          half = piece.slice(cut);
          return write(piece.slice(0, cut).toWellFormed());
        }
        case 'memoryRecalled':
          return mark(event);
        case 'toolUse':
          tools.set(event.use.id, event.use);
          return mark(event);
        case 'assessed':
          assessment = event.assessment;
          return;
        case 'usage':
          usage = {
            inputTokens: usage.inputTokens + event.inputTokens,
            outputTokens: usage.outputTokens + event.outputTokens,
            model: event.model,
          };
      }
    },
    settle() {
      half = '';
      broadcast.show();
      for (const use of tools.values()) {
        if (use.result !== '' || use.failed) continue;
        const cancelled = { ...use, result: 'cancelled', failed: true };
        tools.set(use.id, cancelled);
        mark({ kind: 'toolUse', use: cancelled });
      }
    },
    message(id, status, inReplyTo, by) {
      if (text.length === 0 && tools.size === 0) return undefined;
      return {
        id,
        role: 'AGENT',
        text: text.toString(),
        status,
        turnId: turn.id,
        inReplyTo,
        authorId: by.actor.id,
        toolUses: [...tools.values()],
        usage: { ...usage, firstTextMs, totalMs: by.at - turn.acceptedAt },
        createdAt: by.at,
      };
    },
  };
}

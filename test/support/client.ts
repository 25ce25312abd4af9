import { DomainError } from '../../src/domain/errors.js';
import { beginning, type Position } from '../../src/domain/playback.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import type { Worker } from './worker.js';

/** Where turns are read. */
interface Reads {
  readonly worker: Worker;
}

/** One who reads a turn, over any number of breaks. */
export interface Client {
  readonly turn: Turn;
  readonly messageSeq: number;
  /** Where it stood, and with what text, after each event. */
  readonly seen: { readonly position: Position; readonly text: string; readonly kind: string }[];
  done: boolean;
  /** No process answers it now. */
  broken: boolean;
  at: Reads | undefined;
  /** Reads there, after the event with that number, or where it stands. */
  attach(to: Reads, from?: number): void;
  drop(): void;
}

/** What a client knows of the world around it; its time is a number that grows with each thing that anyone sees. */
interface Surroundings {
  readonly store: ConversationStore;
  wrong(what: string): void;
  now(): number;
  saw(): void;
  /** Whether text of a turn under that epoch may reach no more who reads it since then. */
  isLate(since: number, ownerEpoch: number): boolean;
}

export function makeClient(turn: Turn, messageSeq: number, seen: Client['seen'], world: Surroundings): Client {
  let token = 0;
  let stop = new AbortController();
  const client: Client = {
    turn,
    messageSeq,
    seen: [...seen],
    done: false,
    broken: true,
    at: undefined,
    attach(to: Reads, from = client.seen.length) {
      client.drop();
      client.seen.length = from;
      client.broken = false;
      client.done = false;
      client.at = to;
      void follow(to, token, world.now());
    },
    drop() {
      token++;
      stop.abort(new Error('gone'));
      stop = new AbortController();
      client.broken = !client.done;
      client.at = undefined;
    },
  };

  async function follow(to: Reads, mine: number, since: number): Promise<void> {
    const from = client.seen.at(-1)?.position ?? beginning;
    try {
      for await (const { event, position, turn: shown } of to.worker.reading.read(
        turn,
        from,
        stop.signal,
        messageSeq,
      )) {
        if (token !== mine) return;
        world.saw();
        const before = event.kind === 'restarted' ? '' : (client.seen.at(-1)?.text ?? '');
        const text = event.kind === 'textDelta' ? before + event.text : before;
        if (event.kind === 'textDelta' && Buffer.byteLength(before) !== event.offset)
          world.wrong('a delta at another place');
        // From the cursor of `ended` on, `ended` comes once more.
        if (client.seen.at(-1)?.kind !== 'ended') client.seen.push({ position, text, kind: event.kind });
        else if (event.kind !== 'ended') world.wrong(`${event.kind} after the end`);
        const late = shown.ownerEpoch !== undefined && world.isLate(since, shown.ownerEpoch);
        if (late && event.kind === 'textDelta') world.wrong(`text "${event.text}" after a takeover`);
        if (event.kind !== 'ended') continue;
        client.done = true;
        // I13: the end is shown once it is stored.
        const stored = await world.store.turn(turn.tenantId, turn.id);
        if (!stored?.outcome) world.wrong(`turn ${turn.id} was told to be over`);
      }
      if (token === mine && !client.done) world.wrong(`a stream of turn ${turn.id} ended without its end`);
    } catch (error) {
      if (token !== mine) return;
      const kind = error instanceof DomainError ? error.fault.kind : undefined;
      if (kind !== 'store-unavailable' && kind !== 'server-draining') world.wrong(`a reader got ${error}`);
      client.broken = true;
    }
  }

  return client;
}

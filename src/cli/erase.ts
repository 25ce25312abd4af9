import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { jsonOf } from '../api/json.js';
import {
  DataServiceClient,
  EraseUserRequest,
  EraseUserResponse,
  type ErasureReceipt,
} from '../gen/colloquy/v1/data_service.js';
import { calling } from './calling.js';
import { answer, type Reach, soon } from './connection.js';
import { isServiceError, problemOfCall } from './problem.js';
import { openPrompt } from './prompt.js';
import { harmless, plainScreen } from './screen.js';

export interface EraseOptions extends Reach {
  readonly user: string;
  /** Asks nothing. */
  readonly yes?: boolean;
  readonly requestId?: string;
  /** The receipt as protobuf's JSON. */
  readonly json?: boolean;
}

/** The call waits so long for the end. */
const callMs = 3_600_000;
/** Failures that leave open whether the server has begun; any other is its refusal. */
const maybeBegun = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.INTERNAL,
  status.UNKNOWN,
]);
/** Between two lines that say that it goes on. */
const tellMs = 5_000;

/** Asks whether it is meant, has it done and writes the receipt; resolves with the exit code. */
export async function erase(options: EraseOptions): Promise<number> {
  const { stdout, stderr } = process;
  const screen = plainScreen();
  if (!options.yes && !process.stdin.isTTY) {
    const what = 'nobody can be asked whether this is meant, as this is no terminal';
    screen.problem({ what, advice: 'give --yes when it is' });
    return 2;
  }
  if (!options.yes && !(await isMeant(options))) {
    screen.note('nothing was erased');
    return 1;
  }
  const { user: userId, requestId = randomUUID(), json } = options;
  const request = EraseUserRequest.fromPartial({ userId, requestId });
  return await calling(options, DataServiceClient, async ({ client, connection }) => {
    const began = Date.now();
    const telling = setInterval(
      () => stderr.write(`still erasing, ${Math.round((Date.now() - began) / 1000)} s so far\n`),
      tellMs,
    );
    let left = false;
    try {
      const { receipt } = await answer<EraseUserResponse>((done) => {
        const call = client.eraseUser(request, connection.metadata, soon(callMs), done);
        process.once('SIGINT', () => {
          left = true;
          call.cancel();
        });
      });
      if (!receipt) throw new Error('the server sent no receipt');
      stdout.write(json ? jsonLine(receipt) : table(receipt));
      return 0;
    } catch (error) {
      if (!isServiceError(error)) throw error;
      if (!left) screen.problem(problemOfCall(error, connection.address));
      if (maybeBegun.has(error.code))
        screen.note(`what was begun goes on; --request-id ${requestId} gives its receipt`);
      return 1;
    } finally {
      clearInterval(telling);
    }
  });
}

/** Whether the one at the terminal types the user's id. */
async function isMeant({ user, tenant }: EraseOptions): Promise<boolean> {
  const of = tenant === undefined ? '' : ` of tenant ${harmless(tenant)}`;
  process.stdout.write(`All that is kept of user ${harmless(user)}${of} will be erased everywhere, for good.\n`);
  const prompt = openPrompt(process.stdin, process.stdout, "Type the user's id to go on: ");
  const typed = await prompt.ask();
  prompt.close();
  return typed?.trim() === user;
}

/** In columns: what is kept where, how much of it was erased, how much a second look has found. */
function table({ id, stores }: ErasureReceipt): string {
  const rows = [
    ['store', 'erased', 'remaining'],
    ...stores.map((one) => [one.store, `${one.erased}`, `${one.remaining}`]),
  ];
  const width = Math.max(...rows.map(([store = '']) => store.length));
  const lines = rows.map(
    ([store = '', erased = '', remaining = '']) =>
      `${store.padEnd(width)}  ${erased.padStart(8)}  ${remaining.padStart(9)}\n`,
  );
  return `${lines.join('')}receipt ${id}\n`;
}

function jsonLine(receipt: ErasureReceipt): string {
  return `${jsonOf('colloquy.v1.EraseUserResponse')(EraseUserResponse.encode({ receipt }).finish())}\n`;
}

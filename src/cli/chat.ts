import { userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import { environment, readTerminal } from '../config.js';
import { detailsOf } from '../grpc/trailers.js';
import { type Connection, connectionOf, type Reach } from './connection.js';
import { isServiceError, problemOfCall } from './problem.js';
import { openPrompt } from './prompt.js';
import { plainScreen, type Screen, terminalScreen } from './screen.js';
import { openSession, type Session } from './session.js';

/** What shells make of a program that Ctrl-C has ended. */
const leftByInterrupt = 130;

export interface ChatOptions extends Reach {
  readonly user?: string;
  readonly channel: string;
  readonly new?: boolean;
}

/** Talks with the agent of a server that runs, at a terminal or in a pipe; resolves with the exit code. */
export async function chat(options: ChatOptions): Promise<number> {
  const { stdin, stdout } = process;
  const watched = Boolean(stdin.isTTY && stdout.isTTY);
  const connection = connectionOf(options);
  const color = readTerminal(environment()).color;
  const screen = watched ? terminalScreen((text) => stdout.write(text), color) : plainScreen();
  const speaker = { user: options.user ?? loginName(), channel: options.channel, startNew: options.new ?? false };
  const session = openSession(connection, speaker, screen);
  try {
    const { version, model } = await session.info();
    if (!watched) return await pipe(session, connection, screen);
    screen.note(`colloquy ${version} at ${connection.address}, model ${model} · Ctrl-C stops a reply, Ctrl-D leaves`);
    return await talk(session, connection, screen, color);
  } catch (error) {
    report(error, connection, screen);
    return 1;
  } finally {
    await session.close();
  }
}

/** Line by line, each when the one before it is answered. Ctrl-C stops a reply; with nothing to stop, or twice, it leaves. */
async function pipe(session: Session, connection: Connection, screen: Screen): Promise<number> {
  const { left, lines } = readLines(session);
  let code = 0;
  for await (const line of lines) {
    if (left.aborted) break;
    if (line.trim() === '') continue;
    try {
      if (!(await session.send(line, left))) code = 1;
    } catch (error) {
      if (left.aborted) break;
      // What the server refuses concerns this message; the next one has no better chance only without a server.
      if (!isServiceError(error) || !detailsOf(error)) throw error;
      report(error, connection, screen);
      code = 1;
    }
  }
  return left.aborted ? leftByInterrupt : code;
}

function readLines(session: Session) {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const leaving = new AbortController();
  process.on('SIGINT', () => {
    if (session.stop()) return;
    leaving.abort(new Error('left'));
    lines.close();
  });
  return { left: leaving.signal, lines };
}

async function talk(session: Session, connection: Connection, screen: Screen, color: boolean): Promise<number> {
  const label = color ? '\x1b[1myou ›\x1b[0m ' : 'you › ';
  const prompt = openPrompt(process.stdin, process.stdout, label);
  prompt.onInterrupt(() => session.stop());
  session.listen(prompt.aside, prompt.left);
  const attempt = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!prompt.left.aborted) report(error, connection, screen);
      else if (!session.stopped) screen.note('the reply goes on without you; `colloquy chat` shows it');
      else screen.note('stopping the reply; the text so far is kept');
    }
  };
  try {
    await attempt(session.takeUp(prompt.left));
    for (;;) {
      const text = await prompt.ask();
      if (text === undefined) return 0;
      await attempt(session.send(text, prompt.left));
    }
  } finally {
    prompt.close();
  }
}

function report(error: unknown, { address }: Connection, screen: Screen): void {
  if (!isServiceError(error)) throw error;
  screen.problem(problemOfCall(error, address));
}

/** The name of who is logged in, as far as it may be a user id. */
function loginName(): string {
  try {
    return userInfo().username.replace(/[^A-Za-z0-9._:@-]/g, '-') || 'user';
  } catch {
    return 'user';
  }
}

import { AIMessageChunk } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import { AnswerCut, AnswerUnfinished, HttpFailure, isWord, ProviderSilent, toDomainError } from './failures.js';
import type { Piece } from './model.js';
import { derived, orAborted, pause } from './signals.js';
import { textOf } from './transcript.js';
import { makeVisible } from './visible.js';

export interface Patience {
  /** How long an attempt may be without a byte; longer before there is something to show. */
  readonly timeoutMs: number;
  /** Attempts after the first, while nothing of the answer was shown. */
  readonly maxRetries: number;
}

/** One attempt: its requests go through `fetch`. */
export type Attempt = (fetch: typeof globalThis.fetch, signal: AbortSignal) => AsyncIterable<ChatGenerationChunk>;

/** Before it says anything a provider may think in silence, or load the model, for so many times as long. */
export const beforeItSpeaks = 4;
const firstWaitMs = 500;
/** Reasons to end, of any provider, of an answer that is whole; by any other one it is not, as at a limit or by a filter, */
const whole =
  /^(stop|stop_sequence|end|end_turn|eos|eos_token|completed?|done|finished|tool_calls?|tool_use|function_call)$/i;
/** and these are failures of the provider's. */
const brokenOff = /error|abort|insufficient/i;
/** Of the body of an error, in characters. */
const mostOfError = 64 * 1024;
/** So many pieces of an attempt that has shown nothing are held back, to be forgotten if it fails; beyond them it counts. */
const mostHeld = 20_000;
/** Who is asked to wait longer than this fails at once, and tells its caller how long. */
const longestWaitMs = 20_000;

/**
 * A provider's answer, whole; an empty one is none, but where the model may say nothing. An attempt that fails before
 * anything was shown is made again when that may help, after the time that the provider asks for; nothing of it is in the
 * answer. A provider that falls silent, or does not listen to the signal, holds nobody: the attempt ends, and so does its
 * connection. Throws `DomainError`s, and the signal's reason once it aborts.
 */
export async function* answerOf(
  attempt: Attempt,
  endOf: (chunk: ChatGenerationChunk) => unknown,
  { timeoutMs, maxRetries }: Patience,
  signal: AbortSignal,
  maySayNothing = false,
): AsyncGenerator<Piece> {
  for (let retries = 0; ; retries++) {
    const part = derived(signal);
    const within = (ms: number) => setTimeout(() => part.abort(new ProviderSilent(`nothing for ${ms} ms`)), ms);
    let silence = within(beforeItSpeaks * timeoutMs);
    let failure: unknown;
    const request: typeof globalThis.fetch = async (url, init) => {
      try {
        const response = await fetch(url, { ...init, signal: part.signal });
        silence.refresh();
        return heard(await checked(response), () => silence.refresh());
      } catch (error) {
        // Kept, since the libraries make other errors of it.
        failure = error;
        throw error;
      }
    };
    let shown = false;
    let given = false;
    const held: Piece[] = [];
    let waitMs: number | undefined;
    let end = '';
    const visible = makeVisible();
    const chunks = attempt(request, part.signal)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await orAborted(chunks.next(), part.signal);
        if (next.done) break;
        end ||= String(endOf(next.value) || '');
        const message = next.value.message as AIMessageChunk;
        const text = visible.of(textOf(message) || refusalIn(message));
        if (!shown && (text !== '' || message.tool_call_chunks?.length)) {
          shown = true;
          clearTimeout(silence);
          silence = within(timeoutMs);
        }
        if (given) {
          yield { text, message };
          continue;
        }
        held.push({ text, message });
        given = shown || held.length === mostHeld;
        if (given) yield* held.splice(0);
      }
      if (end === '' || brokenOff.test(end)) throw new AnswerCut(`the answer broke off${because(end)}`);
      const rest = visible.rest();
      if (rest !== '') held.push({ text: rest, message: new AIMessageChunk('') });
      if (!whole.test(end)) throw new AnswerUnfinished(`the model did not finish${because(end)}`);
      if (!shown && rest === '' && !maySayNothing) throw new AnswerCut(`the answer was empty${because(end)}`);
      yield* held;
      return;
    } catch (error) {
      signal.throwIfAborted();
      const cause = part.signal.aborted ? part.signal.reason : (failure ?? error);
      const known = toDomainError(cause);
      waitMs = cause instanceof HttpFailure ? cause.retryAfterMs : undefined;
      const mayHelp = known.fault.kind === 'agent-unavailable' && !(cause instanceof ProviderSilent);
      if (!mayHelp || given || retries >= maxRetries || (waitMs ?? 0) > longestWaitMs) {
        // Also what was not shown has been paid for.
        yield* held;
        throw known;
      }
    } finally {
      clearTimeout(silence);
      part.dispose();
      part.abort();
      // Not awaited: an iterator that hangs never comes back.
      chunks.return?.().catch(() => {});
    }
    await pause(waitMs ?? firstWaitMs * 2 ** retries * (0.5 + Math.random() / 2), signal);
  }
}

/** What OpenAI's models say when they refuse to answer, apart from their text. */
function refusalIn({ additional_kwargs: { refusal } }: AIMessageChunk): string {
  return typeof refusal === 'string' ? refusal : '';
}

/** A reason to end, when it is a plain word as they all are. */
function because(end: string): string {
  return /^\w{1,64}$/.test(end) ? `: ${end}` : '';
}

/** The response, telling of each piece of its body: a sign of life is also what the libraries keep to themselves. */
function heard(response: Response, onBytes: () => void): Response {
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, to) {
        onBytes();
        to.enqueue(bytes);
      },
    }),
  );
  return body ? new Response(body, response) : response;
}

/** The response, when it is not an error. Throws `HttpFailure`. */
export async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  const body = await beginOf(response);
  const word = needs.find(([sign]) => sign.test(body))?.[1] ?? codeIn(body);
  throw new HttpFailure(response.status, word, retryAfterOf(response.headers));
}

async function beginOf({ body }: Response): Promise<string> {
  let begin = '';
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    begin += decoder.decode(bytes, { stream: true });
    if (begin.length > mostOfError) break;
  }
  return begin;
}

/** What a body says is missing, in words of our own: bodies may repeat what was sent. */
const needs: readonly [sign: RegExp, need: string][] = [
  [
    / does not support tools"|endpoints found that support tool use/,
    'the model takes no tools, and each turn has some',
  ],
  [/--enable-auto-tool-choice/, 'vLLM needs --enable-auto-tool-choice and --tool-call-parser'],
  [/ requires --jinja/, 'llama.cpp needs --jinja'],
  [/"model \S+ not found[",]/, 'the model is not there; Ollama needs ollama pull'],
];

/** The word for what is wrong, where OpenAI and Anthropic have it. */
function codeIn(body: string): string | undefined {
  try {
    const { code, type } = JSON.parse(body).error;
    return [code, type].find((word) => typeof word === 'string' && isWord(word));
  } catch {
    return undefined;
  }
}

/** What `retry-after-ms` or `Retry-After` (RFC 9110, 10.2.3: seconds or a date) asks for. */
function retryAfterOf(headers: Headers): number | undefined {
  const ms = Number(headers.get('retry-after-ms') || Number.NaN);
  if (ms >= 0) return rounded(ms);
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : 1000 * seconds;
  return Number.isNaN(wait) ? undefined : rounded(wait);
}

/** Milliseconds as callers can be told: whole ones, and not beyond a day. */
function rounded(ms: number): number {
  return Math.min(Math.max(0, Math.ceil(ms)), 86_400_000);
}

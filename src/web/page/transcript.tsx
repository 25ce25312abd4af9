import type { Failures, LiveTurn } from './live-turn.js';
import type { Change, Entry, Message, Qualification, ToolUse } from './model.js';
import { clockTime, dateOf, fullTime, milliseconds, ownerWord, stageWord, statusWord, wordOf } from './words.js';

/** A log as people read it: messages, and between them what changed. */
export function Transcript(props: {
  readonly entries: readonly Entry[];
  readonly live: LiveTurn | undefined;
  readonly failures: Failures;
  readonly marked: number | undefined;
}) {
  const { entries, live, failures, marked } = props;
  const superseded = new Set(
    entries.flatMap(({ changes = [] }) => changes.flatMap((change) => change.messagesSuperseded?.messageIds ?? [])),
  );
  let day = '';
  return (
    <ol class="transcript" aria-label="Messages">
      {entries.map((entry) => {
        const { seq, at, message, changes = [] } = entry;
        const date = dateOf(at);
        const begins = date !== day;
        day = date;
        const failure = message?.role === 'ROLE_USER' ? failures.get(message.turnId ?? '') : undefined;
        return (
          <li key={seq} id={`entry-${seq}`} class={Number(seq) === marked ? 'marked' : ''}>
            {begins && <p class="date">{date}</p>}
            <Changes changes={changes.filter(isBefore)} />
            {message && <Bubble seq={seq} message={message} isSuperseded={superseded.has(message.id)} />}
            <Changes changes={changes.filter((change) => !isBefore(change))} />
            {failure !== undefined && <p class="change problem">The agent could not answer: {failure}</p>}
          </li>
        );
      })}
      {live && <Streaming live={live} />}
    </ol>
  );
}

const sides: Readonly<Record<Message['role'], string>> = {
  ROLE_USER: 'user',
  ROLE_AGENT: 'agent',
  ROLE_HUMAN: 'human',
  ROLE_SYSTEM: 'system',
};

function Bubble(props: { readonly seq: string; readonly message: Message; readonly isSuperseded: boolean }) {
  const { seq, message, isSuperseded } = props;
  const { usage, toolUses = [] } = message;
  const gone = isSuperseded || message.status === 'MESSAGE_STATUS_SUPERSEDED';
  return (
    <article data-row tabIndex={-1} class={`bubble ${sides[message.role]} ${gone ? 'gone' : ''}`}>
      <header>
        <b class="id" title={message.authorId}>
          {message.authorId || wordOf(message.role, 'ROLE_')}
        </b>
        <time dateTime={message.createdAt} title={fullTime(message.createdAt)}>
          {clockTime(message.createdAt)}
        </time>
        {usage?.firstTextMs !== undefined && (
          <span title="From the question to the first text">{milliseconds(usage.firstTextMs)}</span>
        )}
        {message.status === 'MESSAGE_STATUS_PARTIAL' && <span class="tag">Unfinished</span>}
        {gone && <span class="tag">Taken back</span>}
        <span class="seq" title="Its number in the log">
          #{seq}
        </span>
      </header>
      <Tools tools={toolUses} />
      <p class="text">{message.text ?? ''}</p>
    </article>
  );
}

function Streaming({ live }: { readonly live: LiveTurn }) {
  const { text, tools, waits } = live;
  const waiting = waits > 0 ? `Waits for ${waits} before it` : 'Is answering …';
  return (
    <li class="streaming">
      <article class="bubble agent" aria-busy="true">
        <header>
          <b>Agent</b>
          <span class="pulse">{text === '' ? waiting : 'live'}</span>
        </header>
        <Tools tools={tools} />
        {text !== '' && <p class="text">{text}</p>}
      </article>
    </li>
  );
}

function Tools({ tools }: { readonly tools: readonly ToolUse[] }) {
  if (tools.length === 0) return null;
  return (
    <p class="tools">
      {tools.map(({ name, failed }, i) => (
        <span key={i} class={`tag ${failed ? 'bad' : ''}`}>
          {name}
        </span>
      ))}
    </p>
  );
}

/** What was so already when the message came. */
function isBefore({ created, resumed }: Change): boolean {
  return created !== undefined || resumed !== undefined;
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <>
      {changes.map((change) => (
        <Changed key={Object.keys(change)[0]} change={change} />
      ))}
    </>
  );
}

function Changed({ change }: { readonly change: Change }) {
  const { stageChanged, ownerChanged, statusChanged, qualificationChanged, summarized, created, resumed } = change;
  if (stageChanged) {
    const { from, to, reason } = stageChanged;
    return (
      <Line>
        Stage {stageWord(from)} → <b>{stageWord(to)}</b>
        <Reason reason={reason} />
      </Line>
    );
  }
  if (qualificationChanged) {
    const news = criteriaNews(qualificationChanged.from, qualificationChanged.to);
    return news === '' ? null : <Line>{news}</Line>;
  }
  if (ownerChanged) {
    const { to, reason, briefing } = ownerChanged;
    return (
      <Line>
        <b>{to?.kind === 'OWNER_KIND_QUEUE' ? `Now ${ownerWord(to)}` : `${ownerWord(to)} answers now`}</b>
        <Reason reason={reason} />
        {briefing && (
          <details>
            <summary>Briefing</summary>
            <p class="text">{briefing}</p>
          </details>
        )}
      </Line>
    );
  }
  if (statusChanged) return <Line>{statusWord(statusChanged.to)}</Line>;
  if (summarized) return <Line>Summarized up to #{summarized.summary?.throughSeq ?? '0'}</Line>;
  if (resumed) return <Line>The user came back</Line>;
  if (created) return <Line>The conversation begins</Line>;
  return null;
}

function Line({ children }: { readonly children: preact.ComponentChildren }) {
  return <div class="change">{children}</div>;
}

function Reason({ reason }: { readonly reason: string | undefined }) {
  return reason ? <span class="reason"> · {reason}</span> : null;
}

/** Which criteria have another status than before. */
function criteriaNews(from: Qualification | undefined, to: Qualification | undefined): string {
  const before = new Map(from?.criteria?.map(({ name, status }) => [name, status]));
  const news = (to?.criteria ?? [])
    .filter(({ name, status }) => before.get(name) !== status)
    .map(
      ({ name, status = 'CRITERION_STATUS_UNKNOWN' }) => `${name} ${wordOf(status, 'CRITERION_STATUS_').toLowerCase()}`,
    );
  if ((to?.isQualified ?? false) !== (from?.isQualified ?? false)) {
    news.push(to?.isQualified ? 'qualified' : 'no longer qualified');
  }
  return news.join(' · ');
}

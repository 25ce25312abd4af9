import { Memories } from './memories.js';
import type { Conversation, Criterion, Stage } from './model.js';
import { toConversation } from './route.js';
import type { Line } from './socket.js';
import { fullTime, ownerWord, percent, stages, stageWord, statusWord, wordOf } from './words.js';

/** What is known of a conversation, beside its messages. */
export function Panel(props: { readonly head: Conversation; readonly turns: number; readonly line: Line }) {
  const { head, turns, line } = props;
  const { qualification = {}, summary, metadata = {} } = head;
  const { score = 0, isQualified = false, criteria = [], overruled = false } = qualification;
  return (
    <aside class="panel" aria-label="About the conversation">
      <section>
        <h2>Stage</h2>
        <StagePath head={head} />
      </section>
      <section>
        <h2>
          Qualification
          <span class={`tag ${isQualified ? 'good' : ''}`}>
            {isQualified ? 'Qualified' : 'Not qualified yet'}
            {overruled ? ', set by hand' : ''}
          </span>
        </h2>
        <div class="score">
          <meter min={0} max={100} value={score} aria-label="Score">
            {score}
          </meter>
          <span>{score} of 100</span>
        </div>
        {criteria.length === 0 && <p class="hint">Nothing is known yet.</p>}
        <ul class="criteria">
          {criteria.map((criterion) => (
            <CriterionRow key={criterion.name} id={head.id} criterion={criterion} />
          ))}
        </ul>
      </section>
      <section>
        <h2>Owner</h2>
        <p>{ownerWord(head.owner)}</p>
      </section>
      {summary?.text && (
        <section>
          <h2>Summary</h2>
          <p class="text">{summary.text}</p>
          <p class="hint">
            Up to <a href={toConversation(head.id, summary.throughSeq)}>#{summary.throughSeq}</a>
          </p>
        </section>
      )}
      <Memories userId={head.userId} conversationId={head.id} turns={turns} line={line} />
      <section>
        <h2>Details</h2>
        <dl class="details">
          <Detail term="User" value={head.userId} />
          <Detail term="Status" value={statusWord(head.status)} />
          <Detail term="Channel" value={head.channel} />
          <Detail term="Messages" value={head.messageCount ?? '0'} />
          <Detail term="Begun" value={fullTime(head.createdAt)} />
          <Detail term="Active" value={fullTime(head.lastActivityAt)} />
          <Detail term="Id" value={head.id} />
          {Object.entries(metadata).map(([key, value]) => (
            <Detail key={key} term={key} value={typeof value === 'string' ? value : JSON.stringify(value)} />
          ))}
        </dl>
      </section>
    </aside>
  );
}

function Detail({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function StagePath({ head }: { readonly head: Conversation }) {
  const lost = head.stage === 'STAGE_LOST';
  const path: readonly Stage[] = stages.filter((stage) => stage !== 'STAGE_LOST');
  const at = path.indexOf(head.stage);
  return (
    <>
      <ol class={`path ${lost ? 'lost' : ''}`}>
        {path.map((stage, i) => (
          <li
            key={stage}
            class={i < at ? 'done' : i === at ? 'now' : ''}
            aria-current={i === at ? 'step' : undefined}
            title={stageWord(stage)}
          />
        ))}
      </ol>
      <p class="stage-now">
        <b>{stageWord(head.stage)}</b>
        {!lost && at + 1 < path.length && <span class="hint"> then {stageWord(path[at + 1])}</span>}
      </p>
    </>
  );
}

const signs: Readonly<Record<string, string>> = {
  CRITERION_STATUS_MET: '✓',
  CRITERION_STATUS_UNMET: '✕',
  CRITERION_STATUS_UNKNOWN: '?',
};

function CriterionRow({ id, criterion }: { readonly id: string; readonly criterion: Criterion }) {
  const { name, status = 'CRITERION_STATUS_UNKNOWN', value, confidence, evidenceSeqs = [] } = criterion;
  return (
    <li class={status.toLowerCase()}>
      <span class="sign" role="img" aria-label={wordOf(status, 'CRITERION_STATUS_')}>
        {signs[status]}
      </span>
      <span class="name">{name}</span>
      {confidence !== undefined && <span class="hint sure">{percent(confidence)} sure</span>}
      {value && <span class="value">{value}</span>}
      {evidenceSeqs.length > 0 && (
        <span class="evidence">
          Said in
          {evidenceSeqs.map((seq) => (
            <a key={seq} href={toConversation(id, seq)} aria-label={`Evidence: message ${seq}`}>
              #{seq}
            </a>
          ))}
        </span>
      )}
    </li>
  );
}

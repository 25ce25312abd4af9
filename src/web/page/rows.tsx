import { problem } from './api.js';
import type { Pages } from './load.js';
import type { Conversation } from './model.js';
import { toConversation } from './route.js';
import { fullTime, ownerWord, shortTime, stageWord, statusWord } from './words.js';

/** Conversations, a row each. */
export function Rows(props: {
  readonly conversations: readonly Conversation[];
  readonly timeOf?: (at: string) => string;
}) {
  const { conversations, timeOf = (at) => shortTime(at) } = props;
  return (
    <ul class="rows">
      {conversations.map((conversation) => (
        <li key={conversation.id}>
          <a data-row href={toConversation(conversation.id)} class="row">
            <span class="user id" title={conversation.userId}>
              {conversation.userId}
            </span>
            <span class="preview">{conversation.lastMessagePreview ?? 'No message yet'}</span>
            <span class="tags">
              <StageTag stage={conversation.stage} />
              {conversation.qualification?.isQualified && <span class="tag good">Qualified</span>}
              {conversation.owner?.kind !== 'OWNER_KIND_AGENT' && (
                <span class="tag warm">{ownerWord(conversation.owner)}</span>
              )}
              {conversation.status !== 'CONVERSATION_STATUS_ACTIVE' && (
                <span class="tag">{statusWord(conversation.status)}</span>
              )}
            </span>
            <span class="channel">{conversation.channel}</span>
            <time dateTime={conversation.lastActivityAt} title={fullTime(conversation.lastActivityAt)}>
              {timeOf(conversation.lastActivityAt)}
            </time>
          </a>
        </li>
      ))}
    </ul>
  );
}

export function StageTag({ stage }: { readonly stage: Conversation['stage'] }) {
  return <span class={`tag stage ${stage.toLowerCase()}`}>{stageWord(stage)}</span>;
}

/** A list that comes page by page, with what there is to say when it is empty or cannot be had. */
export function PagedRows({ pages, empty }: { readonly pages: Pages<Conversation>; readonly empty: string }) {
  if (pages.error !== undefined && pages.items.length === 0) return <Problem error={pages.error} />;
  if (pages.items.length === 0) return <p class="empty">{pages.loading ? 'Loading …' : empty}</p>;
  return (
    <>
      <Rows conversations={pages.items} />
      <MoreOf pages={pages} />
    </>
  );
}

export function MoreOf({ pages }: { readonly pages: Pages<unknown> }) {
  if (!pages.more) return null;
  return (
    <p class="more">
      <button type="button" onClick={pages.loadMore} disabled={pages.loading}>
        {pages.loading ? 'Loading …' : 'Show more'}
      </button>
    </p>
  );
}

export function Problem({ error }: { readonly error: unknown }) {
  return (
    <p role="alert" class="problem">
      {problem(error)}
    </p>
  );
}

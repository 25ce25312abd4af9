import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { rowKeys, useKeys } from './keys.js';
import { usePages } from './load.js';
import type { Conversation, Filter } from './model.js';
import { navigate, useTitle } from './route.js';
import { PagedRows } from './rows.js';
import { stages, stageWord, wordOf } from './words.js';

const refreshMs = 5000;

const owners = ['OWNER_KIND_AGENT', 'OWNER_KIND_QUEUE', 'OWNER_KIND_HUMAN'];
const statuses = ['CONVERSATION_STATUS_ACTIVE', 'CONVERSATION_STATUS_CLOSED', 'CONVERSATION_STATUS_ARCHIVED'];
const ownerWords: Readonly<Record<string, string>> = {
  OWNER_KIND_AGENT: 'Agent',
  OWNER_KIND_QUEUE: 'Waiting for a person',
  OWNER_KIND_HUMAN: 'Person',
};

/** All conversations that match, the newest activity first. The filter is in the address. */
export function Conversations({ query }: { readonly query: URLSearchParams }) {
  useKeys(rowKeys);
  useTitle('Conversations');
  const filter = useMemo(() => filterOf(query), [query]);
  const pages = usePages<Conversation>('ConversationService/ListConversations', 'conversations', { filter }, refreshMs);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(query);
    if (value === '') next.delete(name);
    else next.set(name, value);
    navigate(`/conversations?${next}`, true);
  };
  return (
    <section>
      <div class="heading">
        <h1>Conversations</h1>
      </div>
      <form class="filters" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
        <Written name="user" query={query} set={set} pattern="[A-Za-z0-9._:@\-]*" maxLength={128} />
        <Written name="channel" query={query} set={set} pattern=".*" maxLength={32} />
        <Choice name="stage" query={query} set={set} options={stages.map((stage) => [stage, stageWord(stage)])} />
        <Choice name="owner" query={query} set={set} options={owners.map((kind) => [kind, ownerWords[kind] ?? kind])} />
        <Choice
          name="status"
          query={query}
          set={set}
          options={statuses.map((status) => [status, wordOf(status, 'CONVERSATION_STATUS_')])}
        />
      </form>
      <PagedRows pages={pages} empty={isEmpty(filter) ? firstTime : 'No conversation matches.'} />
    </section>
  );
}

const firstTime = 'No conversation yet. Start one in a terminal with: npx colloquy chat';

interface Part {
  readonly name: string;
  readonly query: URLSearchParams;
  readonly set: (name: string, value: string) => void;
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What is typed stays, whatever comes meanwhile, until it is done or the address says something else. */
function Written(props: Part & { readonly pattern: string; readonly maxLength: number }) {
  const { name, query, set, pattern, maxLength } = props;
  const field = useRef<HTMLInputElement>(null);
  const value = query.get(name) ?? '';
  useLayoutEffect(() => {
    if (field.current) field.current.value = value;
  }, [value]);
  return (
    <label>
      {titleOf(name)}
      <input
        ref={field}
        name={name}
        pattern={pattern}
        maxLength={maxLength}
        placeholder="Any"
        onChange={(event) => set(name, event.currentTarget.value.trim())}
      />
    </label>
  );
}

function Choice(props: Part & { readonly options: readonly (readonly [string, string])[] }) {
  const { name, query, set, options } = props;
  return (
    <label>
      {titleOf(name)}
      <select value={query.get(name) ?? ''} onChange={(event) => set(name, event.currentTarget.value)}>
        <option value="">Any</option>
        {options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

function filterOf(query: URLSearchParams): Filter {
  const list = (name: string) => query.getAll(name).filter((value) => value !== '');
  return {
    userId: query.get('user') ?? '',
    channels: list('channel'),
    stages: list('stage'),
    owners: list('owner'),
    statuses: list('status'),
  };
}

function isEmpty(filter: Filter): boolean {
  return Object.values(filter).every((value) => value.length === 0);
}

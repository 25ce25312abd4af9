import { useEffect, useState } from 'preact/hooks';
import { call, newRequestId, problem } from './api.js';
import { Ask, Dialog } from './dialogs.js';
import { type Draft, dropSent, keepDraft, useDraft } from './draft.js';
import type { Conversation } from './model.js';
import { namePerson, usePerson } from './person.js';
import { ownerWord } from './words.js';

/** Where a person takes over, answers, and gives back. */
export function Desk({ head, onHead }: { readonly head: Conversation; readonly onHead: (head: Conversation) => void }) {
  const [asking, setAsking] = useState<'name' | 'note'>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const noteKey = `${head.id}.note`;
  const note = useDraft(noteKey).text;
  const { owner = {} } = head;
  // What failed before somebody else came is no news any more.
  useEffect(() => setError(''), [owner.epoch]);
  const me = usePerson();
  const isMine = owner.kind === 'OWNER_KIND_HUMAN' && owner.id === me && me !== '';

  /** Whether it is done. */
  async function act(method: string, request: object): Promise<boolean> {
    setBusy(true);
    setError('');
    try {
      const answer = await call<{ conversation: Conversation }>(method, { conversationId: head.id, ...request });
      onHead(answer.conversation);
      return true;
    } catch (failure) {
      setError(problem(failure));
      return false;
    } finally {
      setBusy(false);
    }
  }

  async function takeOver(humanId: string): Promise<void> {
    // From another person only who owns it as it is shown here.
    const from = owner.kind === 'OWNER_KIND_HUMAN' ? { expectedEpoch: owner.epoch } : {};
    if (!(await act('ConversationService/TakeOver', { humanId, ...from }))) return;
    requestAnimationFrame(() => document.querySelector<HTMLElement>('#answer')?.focus());
  }

  async function giveBack(): Promise<void> {
    if (await act('ConversationService/ReturnToAgent', { humanId: me, note: note.trim() }))
      keepDraft(noteKey, { text: '' });
  }

  if (head.status === 'CONVERSATION_STATUS_ARCHIVED') {
    return <footer class="desk hint">Archived. A message of the user brings it back.</footer>;
  }
  return (
    <section class="desk" aria-label="Desk">
      {error !== '' && (
        <p role="alert" class="problem">
          {error}
        </p>
      )}
      {isMine ? (
        <Composer head={head} me={me} busy={busy} onGiveBack={() => setAsking('note')} onError={setError} />
      ) : (
        <div class="actions">
          <span class="hint">
            {owner.kind === 'OWNER_KIND_AGENT' ? `${ownerWord(owner)} answers` : `Now: ${ownerWord(owner)}`}
          </span>
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={() => (me === '' ? setAsking('name') : void takeOver(me))}
          >
            {owner.kind === 'OWNER_KIND_HUMAN' ? `Take over from ${owner.id}` : 'Take over'}
          </button>
        </div>
      )}
      {asking === 'name' && (
        <Ask
          title="Who takes over?"
          label="Your name"
          hint="What you take over and write is recorded under it. You are asked once."
          value=""
          pattern=".*\S.*"
          action="Take over"
          onDone={(name) => {
            namePerson(name);
            void takeOver(name);
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'note' && (
        <GiveBack
          note={note}
          onNote={(text) => keepDraft(noteKey, { text })}
          onDone={() => void giveBack()}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}

function Composer(props: {
  readonly head: Conversation;
  readonly me: string;
  readonly busy: boolean;
  readonly onGiveBack: () => void;
  readonly onError: (error: string) => void;
}) {
  const { head, me, busy, onGiveBack, onError } = props;
  const draft = useDraft(head.id);
  const keep = (next: Draft) => keepDraft(head.id, next);
  const { text, tried } = draft;
  const [sending, setSending] = useState(false);

  async function send(): Promise<void> {
    if (text.trim() === '' || sending) return;
    const requestId = tried?.text === text ? tried.requestId : newRequestId();
    keep({ text, tried: { text, requestId } });
    setSending(true);
    onError('');
    try {
      const message = { conversationId: head.id, role: 'ROLE_HUMAN', authorId: me, text, requestId };
      await call('ConversationService/AddMessage', message);
      dropSent(head.id, text);
    } catch (failure) {
      onError(problem(failure));
    }
    setSending(false);
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        id="answer"
        aria-label="Your answer"
        placeholder={`Answer as ${me}`}
        rows={2}
        value={text}
        onInput={(event) => keep({ ...draft, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          // In the middle of composing a character Enter belongs to that.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="actions">
        <button type="button" onClick={onGiveBack} disabled={busy}>
          Give back
        </button>
        <button type="submit" class="primary" disabled={sending || text.trim() === ''}>
          Send
        </button>
      </div>
    </form>
  );
}

function GiveBack(props: {
  /** Kept until it was given. */
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { note, onNote, onDone, onClose } = props;
  return (
    <Dialog title="Give back to the agent" onClose={onClose}>
      <form method="dialog" onSubmit={onDone}>
        <label>
          Note for the agent
          <textarea
            rows={3}
            maxLength={4000}
            value={note}
            placeholder="What you agreed on; may stay empty"
            onInput={(event) => onNote(event.currentTarget.value)}
          />
        </label>
        <div class="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary">
            Give back
          </button>
        </div>
      </form>
    </Dialog>
  );
}

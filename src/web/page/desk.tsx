import { useState } from 'preact/hooks';
import { call, newRequestId, problem } from './api.js';
import { Ask, Dialog } from './dialogs.js';
import { useDraft } from './draft.js';
import type { Conversation } from './model.js';
import { namePerson, usePerson } from './person.js';
import { ownerWord } from './words.js';

/** Where a person takes over, answers, and gives back. */
export function Desk({ head, onHead }: { readonly head: Conversation; readonly onHead: (head: Conversation) => void }) {
  const [asking, setAsking] = useState<'name' | 'note'>();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const { owner = {} } = head;
  const me = usePerson();
  const isMine = owner.kind === 'OWNER_KIND_HUMAN' && owner.id === me && me !== '';

  async function act(method: string, request: object): Promise<void> {
    setBusy(true);
    setError('');
    try {
      const answer = await call<{ conversation: Conversation }>(method, { conversationId: head.id, ...request });
      onHead(answer.conversation);
    } catch (failure) {
      setError(problem(failure));
    }
    setBusy(false);
  }

  const takeOver = (humanId: string) =>
    act('ConversationService/TakeOver', {
      humanId,
      // From another person only who owns it as it is shown here.
      ...(owner.kind === 'OWNER_KIND_HUMAN' ? { expectedEpoch: owner.epoch } : {}),
    });

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
          onDone={(note) => void act('ConversationService/ReturnToAgent', { humanId: me, note })}
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
  const [draft, keep] = useDraft(head.id);
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
      keep({ text: '' });
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

function GiveBack({ onDone, onClose }: { readonly onDone: (note: string) => void; readonly onClose: () => void }) {
  return (
    <Dialog title="Give back to the agent" onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(event) => onDone(`${new FormData(event.currentTarget).get('note') ?? ''}`.trim())}
      >
        <label>
          Note for the agent
          <textarea name="note" rows={3} maxLength={4000} placeholder="What you agreed on; may stay empty" />
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
